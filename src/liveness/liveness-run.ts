import type { LivenessOptions, Observation } from '../vision/types.ts';
import type { LivenessLevel, Movement } from '../wire/liveness.ts';
import {
  type ChallengeState,
  interruptChallenge,
  type RestartReason,
  receiveMovements,
  startChallenge,
  updateChallenge,
} from './challenge-tracker.ts';
import { collectEvidence, type Evidence, noEvidence } from './evidence.ts';
import { isFlat } from './flatness.ts';

/** Least number of frames whose outputs of the passive net are averaged. */
const MIN_PASSIVE_FRAMES = 5;

/** The liveness check of one capture: everything that is known after the frames so far. Plain data in the memory of the page. */
export interface LivenessRun {
  readonly level: LivenessLevel;
  /** Movements and their progress. At the levels `off` and `passive` its phase stays `front`. */
  readonly challenge: ChallengeState;
  /**
   * Whether enough was seen to decide: `active`: the challenge has passed or failed; `passive`: the passive net, if there is one, has seen
   * five frames; `off`: at once.
   */
  readonly complete: boolean;
  readonly evidence: Evidence;
  /** `undefined` if the model set has no passive net. */
  readonly passiveThreshold: number | undefined;
}

/** Why a capture was not accepted; the `detail` of `capture/liveness-failed`, except `several-people`, which has a code of its own. */
export type LivenessFailure = 'sequence' | 'face-lost' | 'several-people' | 'cut' | 'flat' | 'not-live';

export type LivenessVerdict =
  | { readonly live: true }
  | { readonly live: false; readonly failure: LivenessFailure };

/**
 * @param passiveThreshold `modelSet.liveness?.threshold`; `undefined` if the model set has no passive net
 * @param timeMs on the clock of `updateLiveness`
 */
export function startLiveness(
  level: LivenessLevel,
  passiveThreshold: number | undefined,
  timeMs: number,
): LivenessRun {
  const challenge = startChallenge(timeMs);
  return completed({ level, challenge, complete: false, evidence: noEvidence, passiveThreshold });
}

/** Hands over the challenge once it has arrived (level `active`). */
export const receiveChallenge = (run: LivenessRun, movements: readonly Movement[]): LivenessRun => ({
  ...run,
  challenge: receiveMovements(run.challenge, movements),
});

/**
 * What the next frame must be measured for: pass it as `ObserveOptions.liveness`. While the face is frontal each frame becomes the
 * reference; every other frame is compared with it.
 */
export function measuresFor({ level, challenge, passiveThreshold }: LivenessRun): LivenessOptions {
  const { phase, steady } = challenge;
  const passive = level !== 'off' && passiveThreshold !== undefined && phase === 'front';
  if (level !== 'active') return { passive };
  return { passive, reference: phase === 'front' && steady ? 'set' : 'compare' };
}

/** The run after one more frame. Call it for every frame of the capture. @param timeMs on a clock that never goes back */
export function updateLiveness(run: LivenessRun, observation: Observation, timeMs: number): LivenessRun {
  if (run.complete && run.level !== 'passive') return run;
  const challenge = updateChallenge(run.challenge, observation, timeMs);
  const evidence = collectEvidence(run.evidence, observation, run.challenge, challenge);
  return completed({ ...run, challenge, evidence });
}

/** Call it when the page was hidden: the sequence starts again, which counts as one of three restarts. */
export const interruptLiveness = (run: LivenessRun, timeMs: number): LivenessRun =>
  completed({ ...run, challenge: interruptChallenge(run.challenge, timeMs) });

function completed(run: LivenessRun): LivenessRun {
  const { level, challenge, evidence, passiveThreshold } = run;
  const complete = {
    off: true,
    passive: passiveThreshold === undefined || evidence.passiveScores.length >= MIN_PASSIVE_FRAMES,
    active: challenge.phase === 'passed' || challenge.phase === 'failed',
  } as const;
  return { ...run, complete: complete[level] };
}

/**
 * The verdict over a complete run.
 *
 * @param onePerson result of `isOnePerson` over the samples of this capture
 */
export function verdictOf(run: LivenessRun, onePerson: boolean): LivenessVerdict {
  const failure = run.level === 'off' ? undefined : failureOf(run, onePerson);
  return failure === undefined ? { live: true } : { live: false, failure };
}

function failureOf(run: LivenessRun, onePerson: boolean): LivenessFailure | undefined {
  const { level, challenge, evidence, passiveThreshold } = run;
  if (level === 'active' && challenge.phase !== 'passed')
    return failureOfReason[challenge.reason ?? 'too-late'];
  if (!onePerson) return 'cut';
  if (level === 'active' && isFlat(challenge.movements ?? [], evidence.residuals)) return 'flat';
  if (passiveThreshold !== undefined && !(passiveMean(evidence) >= passiveThreshold)) return 'not-live';
  return undefined;
}

const failureOfReason: Record<RestartReason, LivenessFailure> = {
  'wrong-movement': 'sequence',
  'too-early': 'sequence',
  'too-late': 'sequence',
  'page-hidden': 'sequence',
  'face-lost': 'face-lost',
  'several-people': 'several-people',
  jump: 'cut',
};

/** NaN, which passes no threshold, for fewer frames than are required. */
function passiveMean({ passiveScores }: Evidence): number {
  if (passiveScores.length < MIN_PASSIVE_FRAMES) return Number.NaN;
  return passiveScores.reduce((sum, score) => sum + score, 0) / passiveScores.length;
}
