import type { CapturedFace, CaptureRequest } from '../ceremonies/types.ts';
import { abortedError, RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import { type Camera, type CameraOptions, openCamera } from './camera.ts';
import { captureFace } from './capture-face.ts';
import type { ChallengeProgress } from './challenge-guide.ts';
import { type Frames, readFrames } from './frames.ts';
import type { Size } from './oval.ts';
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
   * the movements.
   *
   * @throws RecognizeError the codes of `openCamera`, of `options.vision` and of `captureFace`
   */
  capture(request: CaptureRequest): Promise<CapturedFace>;
  /** Closes the camera and aborts a capture in progress; idempotent. */
  close(): void;
}

interface ActiveCamera {
  readonly camera: Camera;
  readonly frames: Frames;
}

/** Whether reopening the camera may help: a call or the system can take it away for a moment. */
const isInterrupted = (error: unknown): error is RecognizeError =>
  error instanceof RecognizeError &&
  ['camera/ended', 'camera/stalled', 'camera/changed'].includes(error.code);

interface SessionCamera {
  /** Opens the camera unless it is open or opening. After a failure the next call tries again. */
  open(): Promise<ActiveCamera>;
  /** Closes the camera. It can be opened again. Idempotent. */
  release(): void;
}

/** The camera of one session, which is open at most once. */
function createSessionCamera(
  { camera, onStep, onCamera }: Pick<CaptureSessionOptions, 'camera' | 'onStep' | 'onCamera'>,
  signal: AbortSignal,
): SessionCamera {
  let opening: Promise<ActiveCamera> | undefined;
  let current: ActiveCamera | undefined;

  async function start(): Promise<ActiveCamera> {
    const opened = await openCamera({ camera, signal });
    if (signal.aborted) {
      // Aborted after the browser granted the camera but before this function continued.
      opened.close();
      throw abortedError(signal);
    }
    current = { camera: opened, frames: readFrames(opened.stream) };
    onCamera(opened);
    return current;
  }

  return {
    open() {
      if (opening === undefined) {
        onStep('permission');
        opening = start();
        opening.catch(() => {
          opening = undefined;
        });
      }
      return opening;
    },
    release() {
      opening = undefined;
      if (current === undefined) return;
      current.frames.close();
      current.camera.close();
      current = undefined;
      onCamera(undefined);
    },
  };
}

/** Prepares a session. The camera opens with the first `warmUp` or `capture`, and closes on `close` or when `options.signal` aborts. */
export function openCaptureSession(options: CaptureSessionOptions): CaptureSession {
  const { signal, vision, onStep, onHint, onProgress, onChallenge, onStillTrying, timeLimitMs, viewfinder } =
    options;
  const sessionController = new AbortController();
  const sessionSignal = sessionController.signal;
  const abort = () => sessionController.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const camera = createSessionCamera(options, sessionSignal);
  sessionSignal.addEventListener('abort', () => camera.release(), { once: true });

  /** @param changed whether another camera was open before in this capture */
  async function captureOnce(request: CaptureRequest, changed: boolean): Promise<CapturedFace> {
    const { frames, camera: opened } = await camera.open();
    const loadedVision = await vision();
    onStep('capture');
    return captureFace({
      request,
      camera: { label: opened.label, id: () => opened.id(), changed, mirrored: () => opened.mirrored },
      frames,
      vision: loadedVision,
      signal: sessionSignal,
      onHint,
      ...(opened.simulated ? { onPose: (pose) => opened.perform?.(pose) } : {}),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(onChallenge === undefined ? {} : { onChallenge }),
      ...(onStillTrying === undefined ? {} : { onStillTrying }),
      ...(timeLimitMs === undefined ? {} : { timeLimitMs }),
      ...(viewfinder === undefined ? {} : { viewfinder }),
    });
  }

  return {
    warmUp: async () => {
      await camera.open();
    },
    capture: async (request) => {
      // The capture throws what the challenge rejects with, unless it has ended before.
      request.challenge?.catch(() => {});
      const id = (await camera.open()).camera.id();
      try {
        return await captureOnce(request, false);
      } catch (error) {
        if (!isInterrupted(error) || sessionSignal.aborted) throw error;
        camera.release();
        const reopened = await camera.open();
        const changed = error.code === 'camera/changed' || reopened.camera.id() !== id;
        if (changed && request.level === 'active')
          throw new RecognizeError('camera/changed', { cause: error });
        return captureOnce(request, changed);
      }
    },
    close() {
      signal.removeEventListener('abort', abort);
      sessionController.abort(abortedError(undefined, 'the capture session was closed'));
    },
  };
}
