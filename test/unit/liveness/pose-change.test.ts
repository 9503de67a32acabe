import { expect, it } from 'vitest';
import { headPositionOf, progressOf } from '../../../src/liveness/pose-change.ts';
import { movements } from '../../../src/wire/liveness.ts';
import { FRONT, faceIn, type Pose, poses } from './support.ts';

const position = (pose: Pose) => headPositionOf(faceIn(pose), 0)!;

it.each(movements)(
  'reports at least 1 for a complete movement %s, and less for every other one',
  (movement) => {
    const complete = movements.filter(
      (other) => progressOf(other, position(FRONT), position(poses[movement])) >= 1,
    );
    expect(complete).toEqual([movement]);
  },
);

it.each<[keyof typeof poses, Pose, number]>([
  ['left', { yaw: 9 }, 0.5],
  ['left', { yaw: -9 }, -0.5],
  ['right', { yaw: -9 }, 0.5],
  ['up', { pitch: FRONT.pitch - 2.25 }, 0.5],
  ['down', { pitch: FRONT.pitch + 3.25 }, 0.5],
  ['closer', { size: 90 }, 0.5],
  ['closer', { size: 70 }, -0.5],
])('of %s, %o is %d', (movement, pose, expected) => {
  expect(progressOf(movement, position(FRONT), position(pose))).toBeCloseTo(expected);
});

it('has no position without a face', () => {
  expect(headPositionOf(faceIn({ faces: 0 }), 0)).toBeUndefined();
});
