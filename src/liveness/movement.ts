import { type Movement, movements } from '../wire/liveness.ts';
import { type HeadPosition, progressOf } from './pose-change.ts';

/**
 * Progress from which another movement counts as clearly done. Left and right: less than a complete turn is already clear. Up and down: a
 * turn to the side and the noise of the landmarks read as some pitch.
 */
const CLEAR_AT: Record<Movement, number> = { left: 0.85, right: 0.85, up: 1.6, down: 1.35, closer: 1 };

/** Turns to the side by more than this part of a complete one are not a movement up or down: they read as pitch, too. */
const MAX_TURN_OF_PITCH = 0.7;

/** Whether the movement is complete in this frame. */
export function movementDone(movement: Movement, front: HeadPosition, now: HeadPosition): boolean {
  if (progressOf(movement, front, now) < 1) return false;
  const isPitch = movement === 'up' || movement === 'down';
  return !isPitch || Math.abs(progressOf('left', front, now)) <= MAX_TURN_OF_PITCH;
}

/** Whether another movement than the requested one is clearly done in this frame, and more of it than of the requested one. */
export function wrongMovement(requested: Movement, front: HeadPosition, now: HeadPosition): boolean {
  const progress = progressOf(requested, front, now);
  return movements.some((movement) => {
    if (movement === requested) return false;
    const clear = progressOf(movement, front, now) / CLEAR_AT[movement];
    return clear >= 1 && clear > progress;
  });
}
