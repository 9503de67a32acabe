import type { HeadPosition } from './pose-change.ts';

/**
 * Longest time without a face that counts as a gap of the detector. A slow phone needs 300 ms for a frame, so that two missed frames are
 * longer: the face is gone.
 */
export const MAX_FACE_GAP_MS = 500;

/**
 * What a head can do between two frames: a constant part for the noise of the landmarks, and a rate per second. In a cut between two films
 * the face is elsewhere, of another size or turned from one frame to the next.
 */
const LIMITS = {
  /** Degrees. People turn at up to 200° per second when they are asked to turn. */
  yaw: { noise: 10, perSecond: 240 },
  /** Degrees as `poseOf` reads them, about half of the real ones. */
  pitch: { noise: 10, perSecond: 120 },
  /** Way of the face, in face sizes (eye distances of a frontal face). */
  shift: { noise: 0.3, perSecond: 5 },
  /** Natural logarithm of the ratio of sizes. */
  size: { noise: 0.12, perSecond: 2 },
} as const;

/** Longest interval over which a jump can be recognized; after it a head can be anywhere. */
const MAX_INTERVAL_MS = 400;

/** Whether the face jumped between two frames in a way that heads cannot move. */
export function isJump(before: HeadPosition, after: HeadPosition): boolean {
  const intervalMs = after.timeMs - before.timeMs;
  if (intervalMs > MAX_INTERVAL_MS) return false;
  const exceeds = (change: number, { noise, perSecond }: (typeof LIMITS)[keyof typeof LIMITS]) =>
    Math.abs(change) > noise + (perSecond * intervalMs) / 1000;
  const distance = Math.hypot(after.x - before.x, after.y - before.y) / Math.max(before.size, after.size);
  return (
    exceeds(after.yaw - before.yaw, LIMITS.yaw) ||
    exceeds(after.pitch - before.pitch, LIMITS.pitch) ||
    exceeds(distance, LIMITS.shift) ||
    exceeds(Math.log(after.size / before.size), LIMITS.size)
  );
}
