import { describe, expect, it } from 'vitest';
import { headPositionOf } from '../../../src/liveness/pose-change.ts';
import { extendWindow, isSteady, meanPosition, type SteadyWindow } from '../../../src/liveness/steadiness.ts';
import { FRONT, faceIn, type Pose } from './support.ts';

const position = (pose: Pose, timeMs = 0) => headPositionOf(faceIn(pose), timeMs)!;

const windowOf = (poses: readonly Pose[], frameMs: number): SteadyWindow =>
  poses.reduce<SteadyWindow>((window, pose, i) => extendWindow(window, position(pose, i * frameMs)), []);

const repeat = (pose: Pose, count: number): Pose[] => Array(count).fill(pose);

describe('isSteady', () => {
  it.each<[string, readonly Pose[], number, boolean]>([
    ['three frames of a slow device', repeat(FRONT, 3), 200, true],
    ['two frames', repeat(FRONT, 2), 400, false],
    ['five frames within 160 ms', repeat(FRONT, 5), 40, false],
    ['eight frames within 280 ms', repeat(FRONT, 8), 40, true],
    ['noise', [{ yaw: 3 }, { yaw: -3, pitch: 6 }, { size: 83 }, { x: 324 }], 100, true],
    ['a turned face', repeat({ yaw: 18 }, 8), 100, false],
    ['a face that turns', [{ yaw: -9 }, { yaw: 0 }, { yaw: 9 }], 200, false],
    ['a face that comes closer', [{ size: 80 }, { size: 90 }, { size: 100 }], 200, false],
    ['a face that moves', [{ x: 280 }, { x: 320 }, { x: 360 }], 200, false],
  ])('for %s', (_case, poses, frameMs, expected) => {
    expect(isSteady(windowOf(poses, frameMs), undefined)).toBe(expected);
  });

  it.each<[string, Pose, boolean]>([
    ['turned', { yaw: 10 }, false],
    ['up', { pitch: FRONT.pitch - 4 }, false],
    ['down', { pitch: FRONT.pitch + 4 }, false],
    ['nearer and elsewhere', { yaw: 3, size: 130, x: 400 }, true],
  ])('after a movement, of a head that is %s: %o, %s', (_case, pose, expected) => {
    expect(isSteady(windowOf(repeat(pose, 8), 50), position(FRONT))).toBe(expected);
  });
});

describe('extendWindow', () => {
  it('forgets the way back to the front', () => {
    const window = windowOf([...repeat({ pitch: -3 }, 4), ...repeat(FRONT, 10)], 60);
    expect(window.map(({ pitch }) => pitch)).toEqual(Array(9).fill(FRONT.pitch));
  });
});

describe('meanPosition', () => {
  it('averages angles and size, and takes place and time from the last frame', () => {
    const window = windowOf(
      [
        { yaw: 0, size: 80 },
        { yaw: 4, size: 84, x: 330 },
      ],
      100,
    );
    expect(meanPosition(window)).toMatchObject({ yaw: 2, pitch: 3, size: 82, x: 330, timeMs: 100 });
  });
});
