import {
  type LivenessRun,
  measuresFor,
  receiveChallenge,
  startLiveness,
  updateLiveness,
  verdictOf,
} from '../../../src/liveness/liveness-run.ts';
import { isOnePerson } from '../../../src/liveness/one-person.ts';
import { decodeCenter } from '../../../src/manifest/center.ts';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import type { NodeVision } from '../../../src/vision/node.ts';
import type { Clip } from './clips.ts';

/** Milliseconds between two frames that are looked at: a slow phone. Every interval differs a little. */
const FRAME_MS = 155;
const JITTER_MS = 30;
/** When the challenge arrives. */
const CHALLENGE_MS = 500;
/** No run of the tracker lasts longer: four attempts with time limits. */
const MAX_MS = 40_000;
/** Embeddings of each frontal phase; a page takes more. */
const SAMPLES_PER_FRONT = 2;

interface Measured {
  readonly active: boolean;
  readonly activeReason: string;
  readonly passive: boolean;
  readonly passiveReason: string;
  readonly seconds: number;
  readonly live: number;
  /** Median residual of each movement of the last attempt, in the order of the challenge. */
  readonly residuals: readonly number[];
}

/** Shows a clip to the shipped pipeline and the shipped rules, at the levels `active` and `passive` at once. */
export async function measureClip(vision: NodeVision, { scene, challenge }: Clip): Promise<Measured> {
  vision.forgetFrames();
  const threshold = vision.modelSet.liveness?.threshold;
  const random = seededRandom(challenge.length + challenge.join().length);
  let active: LivenessRun = startLiveness('active', threshold, 0);
  let passive: LivenessRun = startLiveness('passive', threshold, 0);
  const fronts: Float32Array[][] = [];
  let [timeMs, step] = [0, 0];
  while (!active.complete && timeMs < MAX_MS) {
    if (timeMs >= CHALLENGE_MS && active.challenge.movements === undefined)
      active = receiveChallenge(active, challenge);
    const frame = scene.next(active.challenge.movement, timeMs / 1000, step);
    const { phase, steady, fronts: group } = active.challenge;
    fronts[group] ??= [];
    const embed = phase === 'front' && steady && fronts[group].length < SAMPLES_PER_FRONT;
    const measures = measuresFor(active);
    const asked = passive.complete ? measures : { ...measures, passive: threshold !== undefined };
    const observation = await vision.observe(frame, { embed, liveness: asked });
    if (observation.embedding !== undefined) fronts[group].push(observation.embedding);
    active = updateLiveness(active, observation, timeMs);
    if (!passive.complete) passive = updateLiveness(passive, observation, timeMs);
    step = (FRAME_MS + JITTER_MS * random()) / 1000;
    timeMs += 1000 * step;
  }
  const center = decodeCenter(vision.modelSet.matching.center)!;
  const activeVerdict = verdictOf(active, isOnePerson(Object.values(fronts), center));
  const passiveVerdict = verdictOf(passive, true);
  const scores = passive.evidence.passiveScores;
  return {
    active: activeVerdict.live,
    activeReason: activeVerdict.live ? 'live' : reasonOf(activeVerdict.failure, active),
    passive: passive.complete && passiveVerdict.live,
    passiveReason: passiveVerdict.live ? 'live' : passiveVerdict.failure,
    seconds: timeMs / 1000,
    live: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    residuals: active.evidence.residuals.map((values) => middle(values)),
  };
}

/** The failure, and for a sequence that was not followed also why it ended and at which movement. */
const reasonOf = (failure: string, { challenge: { reason, movements = [], step } }: LivenessRun): string =>
  failure === 'sequence' ? `${failure} (${reason} at ${movements[step]})` : failure;

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
