import type { LivenessOptions, Observation } from '../vision/types.ts';
import type { LivenessLevel, Movement } from '../wire/liveness.ts';
import type { ChallengeState } from './challenge-tracker.ts';

/** The liveness check of one capture: everything it knows after the frames so far. Plain data in the memory of the page. */
export interface LivenessRun {
  readonly level: LivenessLevel;
  /** Movements and their progress. At the levels `off` and `passive` its phase stays `front`. */
  readonly challenge: ChallengeState;
  /**
   * Whether enough was seen to decide: `active`: the challenge has passed or failed; `passive`: the passive net, if there is one, has seen
   * five frames; `off`: at once.
   */
  readonly complete: boolean;
}

/** Why a capture was not accepted; the `detail` of `capture/liveness-failed`, except `several-people`, which has a code of its own. */
export type LivenessFailure = 'sequence' | 'face-lost' | 'several-people' | 'cut' | 'flat' | 'not-live';

export type LivenessVerdict =
  | { readonly live: true }
  | { readonly live: false; readonly failure: LivenessFailure };

/** @param passiveThreshold `modelSet.liveness?.threshold`; `undefined` if the model set has no passive net */
export declare function startLiveness(
  level: LivenessLevel,
  passiveThreshold: number | undefined,
  timeMs: number,
): LivenessRun;

/** Hands over the challenge once it has arrived (level `active`). */
export declare function receiveChallenge(run: LivenessRun, movements: readonly Movement[]): LivenessRun;

/** What the next frame must be measured for: pass it as `ObserveOptions.liveness`. */
export declare function measuresFor(run: LivenessRun): LivenessOptions;

/** The run after one more frame. Call it for every frame of the capture. @param timeMs on a clock that never goes back */
export declare function updateLiveness(
  run: LivenessRun,
  observation: Observation,
  timeMs: number,
): LivenessRun;

/** Call it when the page was hidden: the sequence starts anew and counts as one of three restarts. */
export declare function interruptLiveness(run: LivenessRun, timeMs: number): LivenessRun;

/**
 * The verdict over a complete run, or over a failed one.
 *
 * @param isOnePerson result of `isOnePerson` over the samples of this capture
 */
export declare function verdictOf(run: LivenessRun, isOnePerson: boolean): LivenessVerdict;
