import { describe, expect, it } from 'vitest';
import { filmedPerformer, findStretches, shifted } from './performers.ts';

/** A film that turns from the front to 30° left and back, then to 30° right. */
const film = [0, 2, 10, 20, 30, 18, 8, 1, 0, -12, -22, -30].map((yaw, k) => {
  const data = new Uint8ClampedArray(4 * 4 * 4).fill(k);
  return { frame: { width: 4, height: 4, data }, yaw, pitch: 0, eyes: { x: 2, y: 2 } };
});

describe('findStretches', () => {
  it('leads from the nearest frontal picture to the widest angle', () => {
    const { left, right } = findStretches(film, { yaw: 0, pitch: 0 });
    expect(left).toEqual({ front: 1, end: 4 });
    expect(right).toEqual({ front: 8, end: 11 });
  });

  it('leaves out movements without a frontal picture', () => {
    expect(findStretches([{ yaw: 30, pitch: 0 }], { yaw: 0, pitch: 0 })).toEqual({});
  });
});

describe('filmedPerformer', () => {
  it('shows the movement that is asked for, and the front again', () => {
    const stretches = { left: { front: 1, end: 4 }, right: { front: 8, end: 11 } };
    const performer = filmedPerformer(film, stretches, 10, () => 0.5);
    const shownAfter = (request: 'right' | undefined, seconds: number) => {
      let shown = 0;
      for (let time = 0; time < seconds; time += 0.1) shown = performer.next(request, 0.1).data[0]!;
      return shown;
    };
    expect(shownAfter(undefined, 1)).toBe(1);
    expect(shownAfter('right', 2)).toBe(11);
    expect(shownAfter(undefined, 2)).toBe(8);
  });
});

describe('shifted', () => {
  it('moves the picture by whole pixels and continues its border', () => {
    const data = new Uint8ClampedArray([1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255]);
    const frame = { width: 3, height: 1, data };
    expect([...shifted(frame, 1, 0).data].filter((_, i) => i % 4 === 0)).toEqual([1, 1, 2]);
    expect(shifted(frame, 0, 0)).toBe(frame);
  });
});
