import type { HeadPosition } from './pose-change.ts';

/** How long, and over how many frames at least, a face must be frontal and still before a movement is asked for. */
const STEADY_MS = 250;
const STEADY_FRAMES = 3;
/** No longer window is kept, on a device with many frames per second. */
const MAX_FRAMES = 15;
/**
 * Largest difference between the frames of the window: degrees; size as a ratio; shift as a fraction of the size. Landmark noise moves yaw
 * and pitch by up to 3°.
 */
const STILL = { degrees: 8, sizeRatio: 1.1, shift: 0.35 } as const;
/** A frontal face, in degrees to either side. Pitch has an offset for each person, so its limit is wide. */
const FRONTAL = { yaw: 15, pitch: 25 } as const;
/** Largest difference to the first frontal position of an attempt, in degrees: the head must come back to it. */
const RETURN = { yaw: 10, pitch: 8 } as const;

/** The most recent frames of a frontal and still face. */
export type SteadyWindow = readonly HeadPosition[];

/**
 * Adds a frame to the window. A frame that is not frontal, or differs too much, empties it.
 *
 * @param home the first frontal position of this attempt, to which the head must return
 */
export function extendWindow(
  window: SteadyWindow,
  position: HeadPosition,
  home: HeadPosition | undefined,
): SteadyWindow {
  if (!isFrontal(position, home)) return [];
  const extended = [...window, position].slice(-MAX_FRAMES);
  const start = extended.findLastIndex((earlier) => !isStill(earlier, position));
  return extended.slice(start + 1);
}

/** Whether the face was frontal and still for long enough. */
export function isSteady(window: SteadyWindow): boolean {
  const [first] = window;
  return (
    first !== undefined && window.length >= STEADY_FRAMES && window.at(-1)!.timeMs - first.timeMs >= STEADY_MS
  );
}

/** The mean of the window, which averages the noise of the landmarks; time and place are those of the last frame. */
export function meanPosition(window: SteadyWindow): HeadPosition {
  const mean = (key: 'yaw' | 'pitch' | 'size') =>
    window.reduce((sum, position) => sum + position[key], 0) / window.length;
  return { ...window.at(-1)!, yaw: mean('yaw'), pitch: mean('pitch'), size: mean('size') };
}

function isFrontal({ yaw, pitch }: HeadPosition, home: HeadPosition | undefined): boolean {
  if (Math.abs(yaw) > FRONTAL.yaw || Math.abs(pitch) > FRONTAL.pitch) return false;
  return (
    home === undefined ||
    (Math.abs(yaw - home.yaw) <= RETURN.yaw && Math.abs(pitch - home.pitch) <= RETURN.pitch)
  );
}

function isStill(a: HeadPosition, b: HeadPosition): boolean {
  return (
    Math.abs(a.yaw - b.yaw) <= STILL.degrees &&
    Math.abs(a.pitch - b.pitch) <= STILL.degrees &&
    Math.max(a.size / b.size, b.size / a.size) <= STILL.sizeRatio &&
    Math.hypot(a.x - b.x, a.y - b.y) <= STILL.shift * b.size
  );
}
