import { expect, it } from 'vitest';
import { isJump } from '../../../src/liveness/continuity.ts';
import { headPositionOf } from '../../../src/liveness/pose-change.ts';
import { FRONT, faceIn, type Pose } from './support.ts';

const position = (pose: Pose, timeMs: number) => headPositionOf(faceIn(pose), timeMs)!;

it.each<[string, Pose, number, boolean]>([
  ['a face that stays', FRONT, 50, false],
  ['noise of the landmarks', { yaw: 7, pitch: -4, size: 84, x: 330 }, 33, false],
  ['a quick turn', { yaw: 16 }, 66, false],
  ['a quick step closer', { size: 90 }, 66, false],
  ['a quick sway', { x: 350 }, 66, false],
  ['a cut to a turned head', { yaw: 26 }, 66, true],
  ['a cut to a bowed head', { pitch: 26 }, 66, true],
  ['a cut to another place', { x: 380 }, 66, true],
  ['a cut to another size', { size: 110 }, 66, true],
  ['a turn between two late frames', { yaw: 26, x: 350 }, 300, false],
  ['any change after a long gap', { yaw: 26, x: 500, size: 160 }, 500, false],
])('of %s: %o after %d ms is %s', (_case, pose, afterMs, expected) => {
  expect(isJump(position(FRONT, 0), position(pose, afterMs))).toBe(expected);
});
