import type { HintName } from '../events.ts';
import type { ChallengeState } from '../liveness/challenge-tracker.ts';
import { CHALLENGE_LENGTH, type Movement } from '../wire/liveness.ts';

/** How far a challenge has come, for the person. */
export interface ChallengeProgress {
  /** The movement that the person is asked for; undefined while the face should be in front. */
  readonly movement: Movement | undefined;
  /** How much of this movement is done, 0..1 in steps of 0.05. */
  readonly progress: number;
  /** Number of movements that are done, and of all. */
  readonly done: number;
  readonly total: number;
  /** How often the sequence has started again, 0..3. */
  readonly restarts: number;
}

/** What a simulated person is told to do. */
export type RequestedPose = Movement | 'front';

const STEPS = 20;

export function challengeProgress({ movement, progress, step, restarts }: ChallengeState): ChallengeProgress {
  return {
    movement,
    progress: Math.round(progress * STEPS) / STEPS,
    done: step,
    total: CHALLENGE_LENGTH,
    restarts,
  };
}

export const isSameProgress = (a: ChallengeProgress, b: ChallengeProgress): boolean =>
  a.movement === b.movement && a.progress === b.progress && a.done === b.done && a.restarts === b.restarts;

export const requestedPose = ({ movement }: ChallengeState): RequestedPose => movement ?? 'front';

const hintOfMovement: Record<Movement, HintName> = {
  left: 'turn-left',
  right: 'turn-right',
  up: 'look-up',
  down: 'look-down',
  closer: 'come-closer',
};

/**
 * The hint for a frame during a challenge. During a movement nothing else is shown, so that the person is not distracted.
 *
 * @param frameHint what the frame itself calls for; see `hintFor`
 */
export function challengeHint(state: ChallengeState, frameHint: HintName): HintName {
  const { movement, movements, step, restarts } = state;
  if (movement !== undefined) return hintOfMovement[movement];
  if (frameHint !== 'good' || (step === 0 && restarts === 0)) return frameHint;
  return movements?.[step - 1] === 'closer' ? 'go-back' : 'turn-to-front';
}
