import type { Observation } from '../vision/types.ts';
import type { Movement } from '../wire/liveness.ts';
import { isJump, MAX_FACE_GAP_MS } from './continuity.ts';
import { movementDone, wrongMovement } from './movement.ts';
import { type HeadPosition, headPositionOf, progressOf } from './pose-change.ts';
import { extendWindow, isSteady, meanPosition, type SteadyWindow } from './steadiness.ts';

/** Time for one movement, and for coming back to the front after it. */
const TIME_LIMIT_MS = 6_000;
/** People need longer to react. */
const MIN_REACTION_MS = 250;
/** Number of restarts; the next mistake is the failure. */
const MAX_RESTARTS = 3;
/** A second face counts if it is there in this many frames in a row: the detector sometimes sees one that is not there. */
const SEVERAL_PEOPLE_FRAMES = 2;

/**
 * What the person is asked for. `front`: to look straight ahead and hold still. `move`: to do `movement`. `passed` and `failed` are final.
 */
export type ChallengePhase = 'front' | 'move' | 'passed' | 'failed';

/** Why a sequence started again. */
export type RestartReason =
  /** Another movement was clearly done first. */
  | 'wrong-movement'
  /** The movement was complete sooner after the request than a person can react. */
  | 'too-early'
  /** The movement, or the way back from it, was not complete in time. */
  | 'too-late'
  | 'face-lost'
  | 'several-people'
  /** Landmarks jumped, as at a cut in a film. */
  | 'jump'
  | 'page-hidden';

/** State of a challenge after the frames so far. Plain data; `updateChallenge` returns a new one. */
export interface ChallengeState {
  /** `undefined` until the challenge has arrived; until then the phase stays `front`. */
  readonly movements: readonly Movement[] | undefined;
  readonly phase: ChallengePhase;
  /** Number of movements of this attempt that are complete. */
  readonly step: number;
  /** The movement that is asked for; set exactly in the phase `move`. */
  readonly movement?: Movement;
  /** How much of the movement is done, 0..1; 0 outside the phase `move`. */
  readonly progress: number;
  /** Whether the face is frontal in the phase `front`; it must stay so for a moment. */
  readonly steady: boolean;
  /** Number of restarts so far, 0..3; the next mistake after the third restart is the failure. */
  readonly restarts: number;
  /** The most recent reason for a restart, or the reason for the failure. */
  readonly reason?: RestartReason;
  /** Number of frontal phases so far, also of earlier attempts, from 1: groups the samples for `isOnePerson`. */
  readonly fronts: number;
  /** The frontal position from which the current or the last movement started. */
  readonly front?: HeadPosition;
  /** Used by this module only. */
  readonly memory: Memory;
}

interface Memory {
  /** When the phase began. */
  readonly sinceMs: number;
  /** The first frontal position of this attempt. */
  readonly home?: HeadPosition;
  readonly window: SteadyWindow;
  readonly last?: HeadPosition;
  /** Frames in a row with several people. */
  readonly crowded: number;
  /** Frames in a row in which another movement was complete. */
  readonly wrong: number;
  /** Frames in a row in which the movement was complete. */
  readonly done: number;
}

/** The state before the first frame. */
export const startChallenge = (timeMs: number): ChallengeState => ({
  movements: undefined,
  phase: 'front',
  step: 0,
  progress: 0,
  steady: false,
  restarts: 0,
  fronts: 1,
  memory: freshMemory(timeMs),
});

const freshMemory = (sinceMs: number): Memory => ({ sinceMs, window: [], crowded: 0, wrong: 0, done: 0 });

/** Hands over the challenge once it has arrived. */
export const receiveMovements = (state: ChallengeState, movements: readonly Movement[]): ChallengeState => ({
  ...state,
  movements,
});

/** The state after one more frame. @param timeMs when the frame was taken, on a clock that never goes back */
export function updateChallenge(
  state: ChallengeState,
  observation: Observation,
  timeMs: number,
): ChallengeState {
  if (state.phase === 'passed' || state.phase === 'failed') return state;
  const { memory } = state;
  const crowded = observation.otherFaces > 0 ? memory.crowded + 1 : 0;
  if (crowded >= SEVERAL_PEOPLE_FRAMES) return restart(state, 'several-people', timeMs);
  const position = headPositionOf(observation, timeMs);
  if (position === undefined) {
    const lastSeenMs = memory.last?.timeMs ?? memory.sinceMs;
    if (timeMs - lastSeenMs > MAX_FACE_GAP_MS) return restart(state, 'face-lost', timeMs);
    return { ...state, memory: { ...memory, crowded } };
  }
  if (memory.last !== undefined && isJump(memory.last, position)) return restart(state, 'jump', timeMs);
  const next = { ...state, memory: { ...memory, crowded, last: position } };
  return state.phase === 'front' ? updateFront(next, position) : updateMove(next, position);
}

/** Starts the sequence again, because the page was hidden. Counts as a restart, unless no movement had been asked for yet. */
export const interruptChallenge = (state: ChallengeState, timeMs: number): ChallengeState =>
  state.phase === 'passed' || state.phase === 'failed' ? state : restart(state, 'page-hidden', timeMs);

function updateFront(state: ChallengeState, position: HeadPosition): ChallengeState {
  const { memory, movements, step } = state;
  const window = extendWindow(memory.window, position);
  if (movements === undefined || !isSteady(window, memory.home)) {
    if (step > 0 && position.timeMs - memory.sinceMs > TIME_LIMIT_MS)
      return restart(state, 'too-late', position.timeMs);
    return { ...state, steady: window.length > 0, memory: { ...memory, window } };
  }
  const movement = movements[step];
  if (movement === undefined) return { ...state, phase: 'passed', steady: true };
  const front = meanPosition(window);
  const { home = front } = memory;
  return {
    ...state,
    phase: 'move',
    movement,
    front,
    steady: false,
    memory: { ...freshMemory(position.timeMs), home, last: position },
  };
}

function updateMove(state: ChallengeState, position: HeadPosition): ChallengeState {
  const { memory, movement, front } = state;
  const elapsedMs = position.timeMs - memory.sinceMs;
  const progress = progressOf(movement!, front!, position);
  const done = movementDone(movement!, front!, position) ? memory.done + 1 : 0;
  const wrong = wrongMovement(movement!, front!, position) ? memory.wrong + 1 : 0;
  if (done >= CONFIRMING_FRAMES && elapsedMs < MIN_REACTION_MS)
    return restart(state, 'too-early', position.timeMs);
  if (wrong >= CONFIRMING_FRAMES) return restart(state, 'wrong-movement', position.timeMs);
  if (done >= CONFIRMING_FRAMES) return returnToFront(state, position.timeMs);
  if (elapsedMs > TIME_LIMIT_MS) return restart(state, 'too-late', position.timeMs);
  return { ...state, progress: Math.min(1, Math.max(0, progress)), memory: { ...memory, done, wrong } };
}

/** Frames in a row that confirm a movement, so that the noise of one frame neither completes nor spoils it. */
const CONFIRMING_FRAMES = 2;

function returnToFront(state: ChallengeState, timeMs: number): ChallengeState {
  const { movement: _done, memory, ...rest } = state;
  return {
    ...rest,
    phase: 'front',
    step: state.step + 1,
    progress: 0,
    fronts: state.fronts + 1,
    memory: { ...memory, sinceMs: timeMs, window: [], wrong: 0, done: 0 },
  };
}

/** Nothing was asked for before the first movement, so a mistake before it only empties the window. */
function restart(state: ChallengeState, reason: RestartReason, timeMs: number): ChallengeState {
  const { movement: _movement, front: _front, ...rest } = state;
  const memory = freshMemory(timeMs);
  const isFirstFront = state.phase === 'front' && state.step === 0;
  if (isFirstFront) return { ...rest, steady: false, fronts: state.fronts + 1, memory };
  if (state.restarts === MAX_RESTARTS) return { ...rest, phase: 'failed', progress: 0, reason, memory };
  return {
    ...rest,
    phase: 'front',
    step: 0,
    progress: 0,
    steady: false,
    restarts: state.restarts + 1,
    reason,
    fronts: state.fronts + 1,
    memory,
  };
}
