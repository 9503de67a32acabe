import { expect, it } from 'vitest';
import { movementDone, wrongMovement } from '../../../src/liveness/movement.ts';
import { headPositionOf } from '../../../src/liveness/pose-change.ts';
import { type Movement, movements } from '../../../src/wire/liveness.ts';
import { FRONT, faceIn, type Pose, poses } from './support.ts';

const position = (pose: Pose) => headPositionOf(faceIn(pose), 0)!;
const pairs = movements.flatMap((requested) => movements.map((done) => [requested, done] as const));

it.each(pairs)('when %s is requested and %s is done, tells right from wrong', (requested, done) => {
  // Clear enough: a movement up that is just complete may be noise.
  const now = position(done === 'up' ? { pitch: -6 } : poses[done]);
  expect(movementDone(requested, position(FRONT), now)).toBe(requested === done);
  expect(wrongMovement(requested, position(FRONT), now)).toBe(requested !== done);
});

it.each<[string, Movement, Pose]>([
  ['a turn that reads as some pitch', 'left', { yaw: 20, pitch: -5 }],
  ['a small turn while nodding', 'down', { yaw: 8, pitch: 11 }],
  ['noise', 'up', { yaw: 3, pitch: 6, size: 82 }],
])('does not take %s for another movement than %s', (_case, requested, pose) => {
  expect(wrongMovement(requested, position(FRONT), position(pose))).toBe(false);
});

it('does not take a turn to the side for a movement up or down', () => {
  const turned = position({ yaw: 24, pitch: -4 });
  expect(movementDone('up', position(FRONT), turned)).toBe(false);
  expect(wrongMovement('up', position(FRONT), turned)).toBe(true);
});
