import { describe, expect, it } from 'vitest';
import { around, tilesOf } from '../../../src/photo/parts.ts';

describe('around', () => {
  it('returns a square with the face in its middle', () => {
    const part = around({ x: 500, y: 300, width: 80, height: 100 }, { width: 2000, height: 1000 });
    expect(part).toEqual({ x: 415, y: 225, width: 250, height: 250 });
  });

  it('ends where the picture ends', () => {
    const part = around({ x: -10, y: 900, width: 80, height: 100 }, { width: 2000, height: 1000 });
    expect(part).toEqual({ x: 0, y: 825, width: 155, height: 175 });
  });
});

describe('tilesOf', () => {
  it.each([
    [4000, 3000],
    [300, 300],
    [5000, 700],
    [100, 2000],
  ])('covers a picture of %d × %d, with a face of a tenth of it whole in one tile', (width, height) => {
    const tiles = tilesOf({ width, height });
    const face = Math.max(width, height) / 10;
    for (const x of [0, width / 3, width - face])
      for (const y of [0, height / 2, height - face]) {
        const [left, top] = [Math.max(0, x), Math.max(0, y)];
        const [right, bottom] = [Math.min(width, x + face), Math.min(height, y + face)];
        const whole = tiles.some(
          (tile) =>
            tile.x <= left + 1 &&
            tile.y <= top + 1 &&
            tile.x + tile.width >= right - 1 &&
            tile.y + tile.height >= bottom - 1,
        );
        expect({ x, y, whole }).toEqual({ x, y, whole: true });
      }
  });
});
