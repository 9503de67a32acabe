import type { Observation } from '../vision/types.ts';
import type { Movement } from '../wire/liveness.ts';

/**
 * What the person is asked for. `front`: to look straight ahead and hold still. `move`: to do `movement`. `passed` and `failed` are final.
 */
export type ChallengePhase = 'front' | 'move' | 'passed' | 'failed';

/** Why a sequence started anew. */
export type RestartReason =
  /** Another movement was clearly done first. */
  | 'wrong-movement'
  /** The movement was complete sooner after the request than a person can react. */
  | 'too-early'
  /** The movement was not complete in time. */
  | 'too-late'
  | 'face-lost'
  | 'several-people'
  /** Landmarks or box jumped, as at a cut in a film. */
  | 'jump'
  | 'page-hidden';

/** State of a challenge after the frames so far. Plain data; `updateChallenge` returns a new one. */
export interface ChallengeState {
  /** `undefined` until the challenge has arrived; until then the phase stays `front`. */
  readonly movements: readonly Movement[] | undefined;
  readonly phase: ChallengePhase;
  /** Number of movements of this attempt that are complete, 0..3. */
  readonly step: number;
  /** The movement that is asked for; set exactly in the phase `move`. */
  readonly movement?: Movement;
  /** How much of the movement is done, 0..1; 0 outside the phase `move`. */
  readonly progress: number;
  /** Whether the face is frontal and still in the phase `front`. */
  readonly steady: boolean;
  /** Number of restarts so far, 0..3; the next mistake after the third restart is the failure. */
  readonly restarts: number;
  /** The most recent reason for a restart, or the reason for the failure. */
  readonly reason?: RestartReason;
  /** Number of frontal phases so far, also of earlier attempts, from 1: groups the samples for `isOnePerson`. */
  readonly fronts: number;
}

/** The state before the first frame. */
export declare function startChallenge(timeMs: number): ChallengeState;

/** Hands over the challenge once it has arrived. */
export declare function receiveMovements(
  state: ChallengeState,
  movements: readonly Movement[],
): ChallengeState;

/** The state after one more frame. @param timeMs when the frame was taken, on a clock that never goes back */
export declare function updateChallenge(
  state: ChallengeState,
  observation: Observation,
  timeMs: number,
): ChallengeState;

/** Starts the sequence anew, because the page was hidden. Counts as a restart, unless no movement had been asked for yet. */
export declare function interruptChallenge(state: ChallengeState, timeMs: number): ChallengeState;
