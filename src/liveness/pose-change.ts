import type { Observation } from '../vision/types.ts';
import type { Movement } from '../wire/liveness.ts';

/** Where the head is in one frame. */
export interface HeadPosition {
  readonly timeMs: number;
  /** Degrees, with the signs of `Quality`: yaw positive toward the right of the image, pitch positive nose down. */
  readonly yaw: number;
  readonly pitch: number;
  /** `Quality.size`, in pixels. */
  readonly size: number;
  /** Mean of the landmarks, in pixels. */
  readonly x: number;
  readonly y: number;
}

/** @returns undefined without a face */
export function headPositionOf({ face, quality }: Observation, timeMs: number): HeadPosition | undefined {
  if (face === undefined || quality === undefined) return undefined;
  const { yaw, pitch, size } = quality;
  const mean = (axis: 'x' | 'y') => face.landmarks.reduce((sum, landmark) => sum + landmark[axis] / 5, 0);
  return { timeMs, yaw, pitch, size, x: mean('x'), y: mean('y') };
}

/**
 * Changes that complete a movement. Yaw is measured to a few degrees; a picture that is rotated by 45° reads as less than 10°, so 18° is far
 * beyond it. `poseOf` sees only a third to a half of a real change of pitch; these values correspond to about 18° up and down. Pitch reads
 * lower in a view from below, so up needs less.
 */
const COMPLETE_AT = {
  /** Degrees. */
  yaw: 18,
  up: 4.5,
  down: 6.5,
  /** Growth of the face. */
  closer: 1.25,
} as const;

/**
 * How much of a movement is done, relative to the frontal position; 1 or more: complete, 0 or less: nothing of it or its opposite.
 */
export function progressOf(movement: Movement, front: HeadPosition, now: HeadPosition): number {
  switch (movement) {
    case 'left':
      return (now.yaw - front.yaw) / COMPLETE_AT.yaw;
    case 'right':
      return (front.yaw - now.yaw) / COMPLETE_AT.yaw;
    case 'up':
      return (front.pitch - now.pitch) / COMPLETE_AT.up;
    case 'down':
      return (now.pitch - front.pitch) / COMPLETE_AT.down;
    case 'closer':
      return (now.size / front.size - 1) / (COMPLETE_AT.closer - 1);
  }
}
