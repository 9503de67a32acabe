import type { Observation } from '../vision/types.ts';
import type { Movement } from '../wire/liveness.ts';
import type { ChallengeState } from './challenge-tracker.ts';
import { headPositionOf, progressOf } from './pose-change.ts';

/** Progress of a movement from which on its frames show whether the face is flat. */
const MIN_PROGRESS = 0.8;

/** What the frames so far say about life. Numbers that stay in the memory of the page. */
export interface Evidence {
  /**
   * Residuals of the alignment (`Planarity.residual`) in the frames of each movement of this attempt, in the order of the challenge. That of
   * a movement which is not complete yet is divided by the square of its progress, with which residuals grow.
   */
  readonly residuals: readonly (readonly number[])[];
  /** Outputs of the passive net, 0..1. */
  readonly passiveScores: readonly number[];
}

export const noEvidence: Evidence = { residuals: [], passiveScores: [] };

/** Adds a frame. @param before and `after`: the challenge before and after this frame */
export function collectEvidence(
  evidence: Evidence,
  observation: Observation,
  before: ChallengeState,
  after: ChallengeState,
): Evidence {
  const { planarity, live } = observation.liveness ?? {};
  const passiveScores = live === undefined ? evidence.passiveScores : [...evidence.passiveScores, live];
  if (after.restarts > before.restarts) return { residuals: [], passiveScores };
  const shown = planarity === undefined ? undefined : movementIn(observation, before);
  if (planarity === undefined || shown === undefined) return { ...evidence, passiveScores };
  const residuals = [...evidence.residuals];
  const residual = planarity.residual / Math.min(1, shown.progress ** 2);
  residuals[shown.index] = [...(residuals[shown.index] ?? []), residual];
  return { residuals, passiveScores };
}

interface ShownMovement {
  readonly index: number;
  readonly progress: number;
}

/** The movement that this frame shows, on the way there or back; undefined if it shows too little of it. */
function movementIn(observation: Observation, state: ChallengeState): ShownMovement | undefined {
  const index = state.phase === 'move' ? state.step : state.step - 1;
  const movement: Movement | undefined = state.movements?.[index];
  const position = headPositionOf(observation, 0);
  if (movement === undefined || state.front === undefined || position === undefined) return undefined;
  const progress = progressOf(movement, state.front, position);
  return progress >= MIN_PROGRESS ? { index, progress } : undefined;
}
