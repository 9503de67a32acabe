import type { CapturedFace, CaptureRequest } from '../ceremonies/types.ts';
import { abortedError, RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import { captureFlagsOf } from '../liveness/capture-flags.ts';
import {
  interruptLiveness,
  type LivenessRun,
  measuresFor,
  receiveChallenge,
  startLiveness,
  updateLiveness,
  verdictOf,
} from '../liveness/liveness-run.ts';
import type { Vision } from '../vision/client.ts';
import type { FrameSignals, Observation } from '../vision/types.ts';
import type { Movement } from '../wire/liveness.ts';
import { arrivalOf } from './arrival.ts';
import { CaptureGuide, type CaptureObserver } from './capture-guide.ts';
import { failureOf } from './failure-code.ts';
import type { Frames } from './frames.ts';
import { FrozenPicture } from './frozen-picture.ts';
import { hintFor } from './guidance.ts';
import type { Size } from './oval.ts';
import { Samples } from './samples.ts';
import type { Shutter } from './shutter.ts';
import { type StillTrying, TimeLimit } from './time-limit.ts';

/** The camera of a capture. */
export interface CaptureCamera {
  readonly label: string;
  /** Which camera delivers the frames now. */
  readonly id: () => string;
  /** Whether another camera was open before in the same capture. */
  readonly changed: boolean;
  /** Whether the user sees its picture mirrored. */
  readonly mirrored: () => boolean;
}

export interface CaptureOptions extends CaptureObserver {
  readonly request: CaptureRequest;
  readonly camera: CaptureCamera;
  readonly frames: Pick<Frames, 'next' | 'interruptions' | 'timesMs'>;
  readonly vision: Pick<Vision, 'observe' | 'center' | 'modelSet' | 'forgetFrames'>;
  readonly signal: AbortSignal;
  /** With which the person chooses the moment. */
  readonly shutter?: Pick<Shutter, 'isPressed'>;
  /** Number of similar samples to fuse; default 5. */
  readonly requiredSamples?: number;
  /**
   * Time without a result after which the user is asked whether to go on, default 20,000; with movements, time without one that is done.
   * Without an answer the capture ends later (`ANSWER_TIME_MS`). Time during which the page is hidden does not count.
   */
  readonly timeLimitMs?: number;
  /** Called with the question, and with `undefined` when it is answered or not needed any more. */
  readonly onStillTrying?: (question: StillTrying | undefined) => void;
  /** Size of the area that shows the picture; default: the picture. */
  readonly viewfinder?: () => Size | undefined;
  /** Clock in milliseconds; default `performance.now`. */
  readonly now?: () => number;
}

const DEFAULT_TIME_LIMIT_MS = 20_000;
/** Largest yaw of a face between the movements, in degrees, that is worth a sample. */
const MAX_SAMPLE_YAW = 20;

/**
 * Observes frames until enough good samples of one face are similar, and until the liveness check has passed. Fuses the samples. A frame is
 * embedded only if the frame before was good, and not during a movement.
 *
 * @throws RecognizeError `capture/no-face`, `capture/too-dark`, `capture/low-quality`, `capture/timed-out`, `capture/liveness-failed`,
 *   `capture/several-people`, `camera/changed`, `ceremony/aborted`, the codes of `Frames.next` and `Vision.observe`, and what the challenge
 *   rejects with
 */
export async function captureFace(options: CaptureOptions): Promise<CapturedFace> {
  const { vision } = options;
  const capture = new FaceCapture(options);
  try {
    await vision.forgetFrames();
    return await capture.run();
  } finally {
    capture.wipe();
    // The worker may have ended, and its memory with it.
    vision.forgetFrames().catch(() => {});
  }
}

class FaceCapture {
  readonly #options: CaptureOptions;
  readonly #now: () => number;
  readonly #samples: Samples;
  readonly #guide: CaptureGuide;
  readonly #movements: () => readonly Movement[] | undefined;
  readonly #camera: string;
  readonly #signals: FrameSignals[] = [];
  #liveness: LivenessRun;
  readonly #timeLimit: TimeLimit;
  readonly #frozenPicture = new FrozenPicture();
  /** Movements and restarts so far. */
  #progress = '0 0';
  /** Yaw of the newest face, degrees; 0 without a face. */
  #yaw = 0;

  constructor(options: CaptureOptions) {
    const { request, vision, camera, requiredSamples = 5, now = () => performance.now() } = options;
    const { timeLimitMs = DEFAULT_TIME_LIMIT_MS, onStillTrying = () => {} } = options;
    this.#options = options;
    this.#now = now;
    this.#timeLimit = new TimeLimit(timeLimitMs, now(), onStillTrying);
    this.#samples = new Samples(vision.center, requiredSamples);
    this.#guide = new CaptureGuide(options, request.level, requiredSamples);
    this.#movements = arrivalOf(request.challenge);
    this.#camera = camera.id();
    this.#liveness = startLiveness(request.level, vision.modelSet.liveness?.threshold, now());
  }

  /** Observes frames until the samples and the liveness check are complete. */
  async run(): Promise<CapturedFace> {
    while (!this.#timeLimit.isOver) {
      await this.#observeNext();
      const face = this.#result();
      if (face !== undefined) return face;
      this.#countTime();
    }
    const { code, ...hint } = failureOf(this.#guide.shown.durations);
    throw new RecognizeError(code, hint);
  }

  /** A challenge limits its movements itself, so only the time without progress counts, and no question disturbs a movement. */
  #countTime(): void {
    const { step, restarts, phase } = this.#liveness.challenge;
    const progress = `${step} ${restarts}`;
    if (progress !== this.#progress) this.#timeLimit.restart();
    this.#progress = progress;
    this.#timeLimit.count(this.#now(), phase !== 'move');
  }

  wipe(): void {
    this.#timeLimit.restart();
    this.#samples.wipe();
  }

  async #observeNext(): Promise<void> {
    const { frames, vision, signal, camera } = this.#options;
    const { interruptions } = frames;
    const frame = await frames.next(signal);
    const takenMs = this.#now();
    if (camera.id() !== this.#camera) {
      frame.close();
      throw new RecognizeError('camera/changed');
    }
    if (frames.interruptions !== interruptions) {
      this.#liveness = interruptLiveness(this.#liveness, takenMs);
      this.#samples.wipe();
    }
    this.#receiveMovements();
    const embed = this.#isSampleDue(takenMs);
    const { mirrored } = this.#samples;
    const observation = await vision.observe(frame, {
      embed,
      mirrored,
      picture: true,
      liveness: measuresFor(this.#liveness),
    });
    if (signal.aborted) {
      observation.embedding?.fill(0);
      throw abortedError(signal);
    }
    this.#take(observation, takenMs);
  }

  /** The movements wait for the first sample: the person who does them is the one whose face is captured. */
  #receiveMovements(): void {
    const movements = this.#movements();
    if (movements === undefined || this.#liveness.challenge.movements !== undefined) return;
    if (this.#samples.progress > 0) this.#liveness = receiveChallenge(this.#liveness, movements);
  }

  #isSampleDue(timeMs: number): boolean {
    const isMoment = this.#guide.frameHint === 'good' || this.#options.shutter?.isPressed(timeMs);
    if (!isMoment || !this.#samples.isDue(timeMs)) return false;
    if (this.#options.request.level !== 'active') return true;
    const { phase, fronts } = this.#liveness.challenge;
    if (phase === 'move' || Math.abs(this.#yaw) > MAX_SAMPLE_YAW) return false;
    return phase === 'passed' || !this.#samples.isFull(fronts);
  }

  #take(observation: Observation, takenMs: number): void {
    const { embedding, quality, liveness } = observation;
    const { fronts } = this.#liveness.challenge;
    this.#liveness = updateLiveness(this.#liveness, observation, takenMs);
    const { challenge } = this.#liveness;
    const isNewFront = challenge.fronts !== fronts;
    // The samples show the person who does all movements, so an attempt that starts again has none.
    if (isNewFront && challenge.step === 0) this.#samples.wipe();
    if (liveness !== undefined) this.#signals.push(liveness.signals);
    this.#yaw = quality?.yaw ?? 0;
    this.#guide.show(this.#hintFor(observation, takenMs), challenge, this.#now());
    if (embedding === undefined) return;
    const isUsable = this.#guide.frameHint === 'good' && !isNewFront;
    if (!isUsable || quality === undefined) {
      embedding.fill(0);
      return;
    }
    this.#samples.add(embedding, quality, fronts, takenMs);
    this.#guide.showSamples(this.#samples.progress);
  }

  #hintFor(observation: Observation, takenMs: number): HintName {
    const { camera, viewfinder } = this.#options;
    const { step, restarts } = this.#liveness.challenge;
    const frozen = this.#frozenPicture.update(observation.picture?.unchanged ?? false, takenMs);
    const wasGood = this.#guide.frameHint === 'good';
    const tolerance = step > 0 || restarts > 0 ? 'moving' : wasGood ? 'still' : 'none';
    return hintFor(observation, {
      mirrored: camera.mirrored(),
      viewfinder: viewfinder?.(),
      frozen,
      tolerance,
    });
  }

  /** @throws RecognizeError if the liveness check has failed */
  #result(): CapturedFace | undefined {
    const { request, frames, camera } = this.#options;
    const { phase } = this.#liveness.challenge;
    if (phase === 'failed') requireLive(this.#liveness, this.#samples);
    if (!this.#liveness.complete) return undefined;
    if (phase === 'passed') requireLive(this.#liveness, this.#samples);
    const embedding = this.#samples.fuse();
    if (embedding === undefined) return undefined;
    try {
      requireLive(this.#liveness, this.#samples);
    } catch (error) {
      embedding.fill(0);
      throw error;
    }
    const { label, changed: cameraChanged } = camera;
    const flags = captureFlagsOf({ label, timesMs: frames.timesMs, frames: this.#signals, cameraChanged });
    return { embedding, liveness: request.level, flags };
  }
}

/** @throws RecognizeError `capture/several-people`, `capture/liveness-failed` */
function requireLive(liveness: LivenessRun, samples: Samples): void {
  const verdict = verdictOf(liveness, samples.isOnePerson);
  if (verdict.live) return;
  const { failure } = verdict;
  if (failure === 'several-people') throw new RecognizeError('capture/several-people');
  throw new RecognizeError('capture/liveness-failed', { detail: failure });
}
