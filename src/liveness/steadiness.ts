import type { HeadPosition } from './pose-change.ts';

/** How long, and over how many frames at least, a face must be frontal and still before a movement is asked for. */
const STEADY_MS = 250;
const STEADY_FRAMES = 3;
/** Older frames do not count, unless they are among the fewest required: the head was still on its way to the front. */
const WINDOW_MS = 500;
/**
 * Largest difference between the frames of the window: degrees; size as a ratio; shift as a fraction of the size. Landmark noise of 0.02
 * eye distances, as in the picture of a poor webcam, moves yaw and pitch by 2.5° (standard deviation).
 */
const STILL = { yaw: 8, pitch: 7, sizeRatio: 1.1, shift: 0.35 } as const;
/** A frontal face, in degrees to either side. Pitch has an offset for each person, so its limit is wide. */
const FRONTAL = { yaw: 15, pitch: 25 } as const;
/**
 * Largest difference of the mean to the first frontal position of an attempt, in degrees: the head must come back to it. A movement up is
 * complete at 4.5°; a head that is still up has not come back.
 */
const RETURN = { yaw: 8, pitch: 3.5 } as const;

/** The most recent frames of a frontal and still face. */
export type SteadyWindow = readonly HeadPosition[];

/** Adds a frame to the window. A frame that is not frontal empties it; frames that differ too much from the new one leave it. */
export function extendWindow(window: SteadyWindow, position: HeadPosition): SteadyWindow {
  if (Math.abs(position.yaw) > FRONTAL.yaw || Math.abs(position.pitch) > FRONTAL.pitch) return [];
  const extended = [...window, position];
  const recent = extended.filter(
    ({ timeMs }, i) => position.timeMs - timeMs <= WINDOW_MS || i >= extended.length - STEADY_FRAMES,
  );
  const start = recent.findLastIndex((earlier) => !isStill(earlier, position));
  return recent.slice(start + 1);
}

/**
 * Whether the face was frontal and still for long enough.
 *
 * @param home the first frontal position of this attempt, to which the head must return
 */
export function isSteady(window: SteadyWindow, home: HeadPosition | undefined): boolean {
  const [first] = window;
  if (first === undefined || window.length < STEADY_FRAMES) return false;
  if (window.at(-1)!.timeMs - first.timeMs < STEADY_MS) return false;
  if (home === undefined) return true;
  const { yaw, pitch } = meanPosition(window);
  return Math.abs(yaw - home.yaw) <= RETURN.yaw && Math.abs(pitch - home.pitch) <= RETURN.pitch;
}

/** The mean of the window, which averages the noise of the landmarks; time and place are those of the last frame. */
export function meanPosition(window: SteadyWindow): HeadPosition {
  const mean = (key: 'yaw' | 'pitch' | 'size') =>
    window.reduce((sum, position) => sum + position[key], 0) / window.length;
  return { ...window.at(-1)!, yaw: mean('yaw'), pitch: mean('pitch'), size: mean('size') };
}

function isStill(a: HeadPosition, b: HeadPosition): boolean {
  return (
    Math.abs(a.yaw - b.yaw) <= STILL.yaw &&
    Math.abs(a.pitch - b.pitch) <= STILL.pitch &&
    Math.max(a.size / b.size, b.size / a.size) <= STILL.sizeRatio &&
    Math.hypot(a.x - b.x, a.y - b.y) <= STILL.shift * b.size
  );
}
