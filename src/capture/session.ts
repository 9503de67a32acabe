import type { CapturedFace, CaptureRequest } from '../ceremonies/types.ts';
import { abortedError, RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { CameraPreference } from '../store/store.ts';
import type { Vision } from '../vision/client.ts';
import type { Camera, CameraOptions } from './camera.ts';
import { hasCameraPermission } from './camera-permission.ts';
import { hasScheme } from './camera-sources.ts';
import type { CaptureControls } from './capture-controls.ts';
import { captureFace } from './capture-face.ts';
import type { CaptureObserver } from './capture-guide.ts';
import type { CaptureOptions } from './capture-options.ts';
import type { ChallengeProgress } from './challenge-guide.ts';
import { delay } from './delay.ts';
import type { Size } from './oval.ts';
import { type ActiveCamera, SessionCamera } from './session-camera.ts';
import { SessionControls } from './session-controls.ts';
import { Shutter } from './shutter.ts';
import { recordStill, type Still, type StillRecorder } from './still.ts';
import type { StillTrying } from './time-limit.ts';

export interface CaptureSessionOptions extends CameraOptions {
  readonly signal: AbortSignal;
  /** Loads the models; called after the camera has opened. */
  readonly vision: () => Promise<Vision>;
  readonly onStep: (step: 'permission' | 'capture') => void;
  readonly onHint: (hint: HintName) => void;
  /** Good samples so far, and how many are required. */
  readonly onProgress?: (samples: number, required: number) => void;
  /** Called at the start of a capture with movements, and with each change. */
  readonly onChallenge?: (progress: ChallengeProgress) => void;
  /** Receives the camera for the preview: once it has opened, again if it is reopened, and `undefined` when it closes. */
  readonly onCamera: (camera: Camera | undefined) => void;
  /** Receives the picture of a capture that is complete, before the camera closes. */
  readonly onStill?: (still: Still) => void;
  /** Receives what the person may decide about the camera during a capture. */
  readonly onControls?: (controls: Partial<CaptureControls>) => void;
  /** Resolves with what the person has decided about the camera before. */
  readonly cameraPreference?: () => Promise<CameraPreference | undefined>;
  readonly rememberCamera?: (preference: CameraPreference) => void;
  /** Time without a result after which the user is asked whether to go on; default as in `captureFace`. */
  readonly timeLimitMs?: number | undefined;
  /** Called with the question, and with `undefined` when it is answered or not needed any more. */
  readonly onStillTrying?: (question: StillTrying | undefined) => void;
  /** Size of the area that shows the picture; see `RunOptions`. */
  readonly viewfinder?: (() => Size | undefined) | undefined;
}

/** One camera for all captures of a run. Aborting the signal closes it. */
export interface CaptureSession {
  /** Opens the camera without capturing. @throws RecognizeError as `openCamera` does */
  warmUp(): Promise<void>;
  /**
   * Captures a face and checks that a living person is there; opens the camera first if necessary. A camera that ends, stalls or is replaced
   * by another one meanwhile is reopened once, except that no other camera may take over a capture with movements. A simulated person does
   * the movements. The camera is closed when the promise resolves, shortly after the capture is complete, so that the person sees that it is.
   *
   * @throws RecognizeError the codes of `openCamera`, of `options.vision` and of `captureFace`
   */
  capture(request: CaptureRequest): Promise<CapturedFace>;
  /** Closes the camera and aborts a capture in progress; idempotent. */
  close(): void;
}

/** How long a complete capture stays visible. */
const COMPLETE_MS = 250;

/** Opening a camera takes two to three seconds on slow devices. */
const SLOW_OPENING_MS = 3_000;

/** Whether reopening the camera may help: a call or the system can take it away for a moment. */
const isInterrupted = (error: unknown): error is RecognizeError =>
  error instanceof RecognizeError &&
  ['camera/ended', 'camera/stalled', 'camera/changed'].includes(error.code);

/** Prepares a session. The camera opens with the first `warmUp` or `capture`, and closes on `close` or when `options.signal` aborts. */
export const openCaptureSession = (options: CaptureSessionOptions): CaptureSession => new Session(options);

class Session implements CaptureSession {
  readonly #options: CaptureSessionOptions;
  readonly #controller = new AbortController();
  readonly #camera: SessionCamera;
  readonly #shutter = new Shutter();
  readonly #controls: SessionControls;
  #isAnnounced = false;
  #picture: StillRecorder | undefined;

  constructor(options: CaptureSessionOptions) {
    const { signal, onControls = () => {}, rememberCamera: remember = () => {} } = options;
    this.#options = options;
    if (signal.aborted) this.#abort();
    signal.addEventListener('abort', this.#abort, { once: true });
    const beforeOpen = async () => prepareCamera(options, () => this.#announce());
    this.#camera = new SessionCamera({ ...options, beforeOpen }, this.#signal);
    this.#controls = new SessionControls({
      camera: this.#camera,
      shutter: this.#shutter,
      hasOthers: !hasScheme(options.camera),
      onControls,
      remember,
    });
    this.#signal.addEventListener('abort', () => this.#picture?.wipe(), { once: true });
  }

  async warmUp(): Promise<void> {
    await this.#open();
  }

  async capture(request: CaptureRequest): Promise<CapturedFace> {
    // The capture throws what the challenge rejects with, unless it has ended before.
    request.challenge?.catch(() => {});
    this.#announce();
    const id = (await this.#open()).camera.id();
    try {
      return await this.#complete(await this.#captureChosen(request, false));
    } catch (error) {
      if (!isInterrupted(error) || this.#signal.aborted) throw error;
      this.#camera.release();
      const reopened = await this.#camera.open();
      const changed = error.code === 'camera/changed' || reopened.camera.id() !== id;
      if (changed && request.level === 'active') throw new RecognizeError('camera/changed', { cause: error });
      return this.#complete(await this.#captureChosen(request, changed));
    }
  }

  close(): void {
    this.#options.signal.removeEventListener('abort', this.#abort);
    this.#controller.abort(abortedError(undefined, 'the capture session was closed'));
  }

  get #signal(): AbortSignal {
    return this.#controller.signal;
  }

  readonly #abort = (): void => this.#controller.abort(this.#options.signal.reason);

  /** Opens the camera for a capture. One that takes long may wait for an answer of the person. */
  async #open(): Promise<ActiveCamera> {
    const timer = setTimeout(() => void this.#onSlowOpening(), SLOW_OPENING_MS);
    try {
      return await this.#camera.open();
    } catch (error) {
      this.#announce();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #announce(): void {
    if (!this.#isAnnounced) this.#options.onStep('permission');
    this.#isAnnounced = true;
  }

  /** Also for a later capture: some browsers ask each time, and a registered camera does not tell whether it asks. */
  async #onSlowOpening(): Promise<void> {
    const mayAsk = hasScheme(this.#options.camera) || !(await hasCameraPermission());
    if (!mayAsk || this.#camera.current !== undefined || this.#signal.aborted) return;
    this.#isAnnounced = true;
    this.#options.onStep('permission');
  }

  /** Starts over whenever the person has chosen another camera: nothing that another camera has seen counts. */
  async #captureChosen(request: CaptureRequest, changed: boolean): Promise<CapturedFace> {
    for (;;) {
      try {
        return await this.#captureOnce(request, changed);
      } catch (error) {
        if (!this.#controls.takeSwitch(error) || this.#signal.aborted) throw error;
      }
    }
  }

  /** @param changed whether another camera was open before in this capture */
  async #captureOnce(request: CaptureRequest, changed: boolean): Promise<CapturedFace> {
    const { vision, onStep, onStill } = this.#options;
    const { frames, camera: opened } = await this.#camera.open();
    const loadedVision = await vision();
    onStep('capture');
    this.#picture?.wipe();
    const picture = recordStill();
    this.#picture = picture;
    this.#controls.start();
    const face = await captureFace({
      request,
      still: picture,
      camera: {
        label: opened.label,
        id: () => this.#camera.id(),
        changed,
        mirrored: () => this.#camera.current?.mirrored ?? opened.mirrored,
      },
      shutter: this.#shutter,
      frames,
      vision: loadedVision,
      signal: this.#signal,
      ...this.#observer(opened),
    }).finally(() => this.#controls.stop());
    const { canvas } = picture;
    const { mirrored, simulated } = this.#camera.current ?? opened;
    if (canvas !== undefined) onStill?.({ canvas, mirrored, simulated });
    return face;
  }

  /** The callbacks of a capture, and the options of the page that it needs. */
  #observer({
    simulated,
  }: Camera): CaptureObserver & Pick<CaptureOptions, 'onStillTrying' | 'timeLimitMs' | 'viewfinder'> {
    const { onHint, onProgress, onChallenge, onStillTrying, timeLimitMs, viewfinder } = this.#options;
    return {
      onHint: (hint) => {
        this.#controls.hint(hint);
        onHint(hint);
      },
      onChallenge: (progress) => {
        this.#controls.challenge(progress);
        onChallenge?.(progress);
      },
      ...(simulated ? { onPose: (pose) => this.#camera.current?.perform?.(pose) } : {}),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(onStillTrying === undefined ? {} : { onStillTrying }),
      ...(timeLimitMs === undefined ? {} : { timeLimitMs }),
      ...(viewfinder === undefined ? {} : { viewfinder }),
    };
  }

  /** Shows that the capture is complete. The camera closes at once. */
  async #complete(face: CapturedFace): Promise<CapturedFace> {
    this.#camera.release();
    try {
      await delay(COMPLETE_MS, this.#signal);
      return face;
    } catch (error) {
      face.embedding.fill(0);
      throw error;
    }
  }
}

/** Announces the step unless the browser has granted the camera already. @returns what the person has decided before */
async function prepareCamera(
  { camera, cameraPreference }: CaptureSessionOptions,
  announce: () => void,
): Promise<CameraPreference> {
  if (hasScheme(camera)) return (await cameraPreference?.()) ?? {};
  const [granted, preference] = await Promise.all([hasCameraPermission(), cameraPreference?.()]);
  if (!granted) announce();
  return preference ?? {};
}
