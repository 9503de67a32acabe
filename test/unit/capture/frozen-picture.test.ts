import { describe, expect, it } from 'vitest';
import { FrozenPicture } from '../../../src/capture/frozen-picture.ts';

/** Times at which the picture counts as frozen. @param unchanged by frame */
function frozenAt(frameMs: number, unchanged: readonly boolean[]): number[] {
  const picture = new FrozenPicture();
  return unchanged
    .map((same, i) => (picture.update(same, i * frameMs) ? i * frameMs : -1))
    .filter((ms) => ms >= 0);
}

describe('FrozenPicture', () => {
  it('is true from 0.8 seconds of the same picture on', () =>
    expect(frozenAt(100, [false, ...Array(10).fill(true)])).toEqual([800, 900, 1000]));

  it('is false for a camera that repeats each frame', () =>
    expect(
      frozenAt(
        100,
        Array.from({ length: 40 }, (_, i) => i % 4 !== 0),
      ),
    ).toEqual([]));

  it('needs several frames', () => expect(frozenAt(1000, [false, true, true, true])).toEqual([]));

  it('ends with the next other picture', () =>
    expect(frozenAt(200, [false, ...Array(5).fill(true), false, true])).toEqual([800, 1000]));
});
