import { describe, expect, it } from 'vitest';
import { readAlbums } from './fairface.ts';

describe('readAlbums', () => {
  it('gives the pictures of a line the same person, and leaves out comments', () => {
    const albums = readAlbums('# Albums\n3 12\n7 8 9\n');
    expect([...albums]).toEqual([
      ['fairface/val_3.webp', 0],
      ['fairface/val_12.webp', 0],
      ['fairface/val_7.webp', 1],
      ['fairface/val_8.webp', 1],
      ['fairface/val_9.webp', 1],
    ]);
  });
});
