import { expect, it } from 'vitest';
import { poseOf } from '../../../../src/vision/pipeline/pose.ts';
import { projectHead } from './support.ts';

it.each([
  [0, 0, 0],
  [30, 0, 0],
  [-45, 0, 0],
  [0, 20, 0],
  [0, -20, 0],
  [0, 0, 30],
  [25, 0, -20],
  [-25, 15, 20],
])('recovers yaw %d, pitch %d, roll %d of the average head within 4 degrees', (yaw, pitch, roll) => {
  const pose = poseOf(projectHead({ yaw, pitch, roll, scale: 1.7 }, { x: 200, y: 150 }));
  expect(Math.abs(pose.yaw - yaw)).toBeLessThan(4);
  expect(Math.abs(pose.pitch - pitch)).toBeLessThan(4);
  expect(Math.abs(pose.roll - roll)).toBeLessThan(4);
});
