import type { CapturedFace } from '../ceremonies/types.ts';
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
} from '../liveness/liveness-run.ts';
import type { FrameSignals, Observation } from '../vision/types.ts';
import type { Movement } from '../wire/liveness.ts';
import { arrivalOf } from './arrival.ts';
import { CaptureGuide } from './capture-guide.ts';
import type { CaptureOptions } from './capture-options.ts';
import { failureOf } from './failure-code.ts';
import { FrozenPicture } from './frozen-picture.ts';
import { hintFor } from './guidance.ts';
import { requireLive } from './require-live.ts';
import { type FusedSamples, Samples } from './samples.ts';
import { TimeLimit } from './time-limit.ts';

const DEFAULT_TIME_LIMIT_MS = 20_000;
/** Largest yaw of a face between the movements, in degrees, that is worth a sample. */
const MAX_SAMPLE_YAW = 20;

/**
 * Observes frames until enough good samples of one face are similar, and until the liveness check has passed. Fuses the samples. With
 * `request.verify` the newest of them are a second look, which must match those before; otherwise the capture starts again.
 *
 * A frame is embedded if it is the first one, if the frame before was good, or while the shutter is pressed; but not during a movement.
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
  /** Whether the picture has changed since the newest sample. */
  #hasChanged = true;
  /** Movements and restarts so far. */
  #progress = '0 0';
  /** Yaw of the newest face, degrees; 0 without a face. */
  #yaw = 0;
  /** How often a second look did not match. */
  #mismatches = 0;

  constructor(options: CaptureOptions) {
    const { request, vision, camera, requiredSamples = 5, now = () => performance.now() } = options;
    const { timeLimitMs = DEFAULT_TIME_LIMIT_MS, onStillTrying = () => {} } = options;
    this.#options = options;
    this.#now = now;
    this.#timeLimit = new TimeLimit(timeLimitMs, now(), onStillTrying);
    const verified = request.verify !== undefined;
    this.#samples = new Samples({ center: vision.center, required: requiredSamples, verified });
    this.#guide = new CaptureGuide(options, request.level, this.#samples.total);
    this.#movements = arrivalOf(request.challenge);
    this.#camera = camera.id();
    this.#liveness = startLiveness(request.level, vision.modelSet.liveness?.threshold, now());
  }

  /** Observes frames until the samples and the liveness check are complete. */
  async run(): Promise<CapturedFace> {
    while (!this.#timeLimit.isOver) {
      await this.#observeNext();
      const face = await this.#result();
      if (face !== undefined) return face;
      this.#countTime();
    }
    const { code, ...hint } = failureOf(this.#guide.shown.durations);
    if (this.#mismatches === 0) throw new RecognizeError(code, hint);
    throw new RecognizeError('capture/low-quality', { ...hint, detail: 'the second look did not match' });
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
    const { frames, vision, signal, camera, still } = this.#options;
    const { interruptions } = frames;
    const frame = await frames.next(signal);
    const takenMs = this.#now();
    if (camera.id() !== this.#camera) {
      frame.close();
      throw new RecognizeError('camera/changed');
    }
    if (frames.interruptions !== interruptions) {
      this.#liveness = interruptLiveness(this.#liveness, takenMs);
      this.#samples.restart();
      this.#guide.showSamples(0);
    }
    this.#receiveMovements();
    const embed = this.#isSampleDue(takenMs);
    if (embed) still?.consider(frame);
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
    const { frameHint = 'good' } = this.#guide;
    const isMoment = frameHint === 'good' || this.#options.shutter?.isPressed(timeMs);
    if (!isMoment || !this.#samples.isDue(timeMs) || !this.#isFrontDue()) return false;
    const { phase, fronts } = this.#liveness.challenge;
    return this.#options.request.level !== 'active' || phase === 'passed' || !this.#samples.isFull(fronts);
  }

  /** Whether the person should face the camera. After a movement the head needs a moment. */
  #isFrontDue(): boolean {
    if (this.#options.request.level !== 'active') return true;
    return this.#liveness.challenge.phase !== 'move' && Math.abs(this.#yaw) <= MAX_SAMPLE_YAW;
  }

  #take(observation: Observation, takenMs: number): void {
    const { embedding, quality, liveness } = observation;
    const { fronts } = this.#liveness.challenge;
    this.#liveness = updateLiveness(this.#liveness, observation, takenMs);
    const { challenge } = this.#liveness;
    const isNewFront = challenge.fronts !== fronts;
    // The samples show the person who does all movements, so an attempt that starts again has none.
    if (isNewFront && challenge.step === 0) this.#samples.restart();
    if (liveness !== undefined) this.#signals.push(liveness.signals);
    this.#yaw = quality?.yaw ?? 0;
    this.#hasChanged ||= !observation.picture?.unchanged;
    this.#guide.show(this.#hintFor(observation, takenMs), challenge, this.#now());
    if (this.#isFrontDue()) this.#samples.countFrame(this.#guide.frameHint === 'good');
    this.#guide.showSamples(this.#samples.progress);
    if (embedding === undefined) return;
    const isUsable = this.#guide.frameHint === 'good' && !isNewFront && this.#hasChanged;
    if (!isUsable || quality === undefined) {
      embedding.fill(0);
      return;
    }
    this.#samples.add(embedding, quality, fronts, takenMs);
    this.#hasChanged = false;
    this.#options.still?.keep();
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

  /** @throws RecognizeError if the liveness check has failed, or a second look shows another person */
  async #result(): Promise<CapturedFace | undefined> {
    const { request, frames, camera } = this.#options;
    const { complete, challenge } = this.#liveness;
    const fused = complete ? this.#samples.fuse() : undefined;
    const isDecided = challenge.phase === 'passed' || challenge.phase === 'failed';
    if (fused === undefined && !isDecided) return undefined;
    let accepted = false;
    try {
      if (fused?.looks !== undefined && !this.#samples.isSamePerson)
        throw new RecognizeError('capture/several-people');
      requireLive(this.#liveness, this.#samples);
      accepted = fused !== undefined && (await this.#isVerified(fused));
    } finally {
      fused?.looks?.first.fill(0);
      fused?.looks?.second.fill(0);
      if (!accepted) fused?.embedding.fill(0);
    }
    if (fused === undefined || !accepted) return undefined;
    const { label, changed: cameraChanged } = camera;
    const flags = captureFlagsOf({ label, timesMs: frames.timesMs, frames: this.#signals, cameraChanged });
    return { embedding: fused.embedding, liveness: request.level, flags };
  }

  /**
   * Starts again if the second look does not match the first. The result lies between the two, so it matches each at least as well as they match
   * each other.
   *
   * @throws what `verify` rejects with
   */
  async #isVerified({ looks }: FusedSamples): Promise<boolean> {
    const { verify } = this.#options.request;
    if (verify === undefined || looks === undefined) return true;
    if (await verify(looks.first, looks.second)) return true;
    this.#mismatches++;
    this.#samples.restart();
    this.#guide.showSamples(0);
    return false;
  }
}
