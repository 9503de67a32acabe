import { abortedError, RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import { type Camera, type CameraOptions, openCamera } from './camera.ts';
import { captureFace } from './capture-face.ts';
import { type Frames, readFrames } from './frames.ts';

export interface CaptureSessionOptions extends CameraOptions {
  readonly signal: AbortSignal;
  /** Loads the models; called after the camera has opened. */
  readonly vision: () => Promise<Vision>;
  readonly onStep: (step: 'permission' | 'capture') => void;
  readonly onHint: (hint: HintName) => void;
  /** Good samples so far, and how many are required. */
  readonly onProgress?: (samples: number, required: number) => void;
  /** Receives the camera for the preview: once it has opened, again if it is reopened, and `undefined` when it closes. */
  readonly onCamera: (camera: Camera | undefined) => void;
  /** Time limit of one capture; default 30,000. */
  readonly timeLimitMs?: number;
}

/** One camera for all captures of a run. Aborting the signal closes it. */
export interface CaptureSession {
  /** Opens the camera without capturing. @throws RecognizeError as `openCamera` does */
  warmUp(): Promise<void>;
  /**
   * Captures a face; opens the camera first if necessary. A camera that ends or stalls meanwhile is reopened once.
   *
   * @returns a unit vector, as `captureFace` does
   * @throws RecognizeError the codes of `openCamera`, of `options.vision` and of `captureFace`
   */
  capture(): Promise<Float32Array>;
  /** Closes the camera and aborts a capture in progress; idempotent. */
  close(): void;
}

interface ActiveCamera {
  readonly camera: Camera;
  readonly frames: Frames;
}

/** Whether reopening the camera may help: a call or the system can take it away for a moment. */
const isInterrupted = (error: unknown) =>
  error instanceof RecognizeError && (error.code === 'camera/ended' || error.code === 'camera/stalled');

/** Prepares a session. The camera opens with the first `warmUp` or `capture`, and closes on `close` or when `options.signal` aborts. */
export function openCaptureSession(options: CaptureSessionOptions): CaptureSession {
  const { signal, vision, onStep, onHint, onProgress, onCamera, timeLimitMs } = options;
  const sessionController = new AbortController();
  const sessionSignal = sessionController.signal;
  const abort = () => sessionController.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  let opening: Promise<ActiveCamera> | undefined;
  let current: ActiveCamera | undefined;

  function release(): void {
    opening = undefined;
    if (current === undefined) return;
    current.frames.close();
    current.camera.close();
    current = undefined;
    onCamera(undefined);
  }

  async function open(): Promise<ActiveCamera> {
    const camera = await openCamera({ ...options, signal: sessionSignal });
    if (sessionSignal.aborted) {
      // Aborted after the browser granted the camera but before this function continued.
      camera.close();
      throw abortedError(sessionSignal);
    }
    current = { camera, frames: readFrames(camera.stream) };
    onCamera(camera);
    return current;
  }

  function openOnce(): Promise<ActiveCamera> {
    if (opening === undefined) {
      onStep('permission');
      opening = open();
      // After a failure the next call asks for the camera again.
      opening.catch(() => {
        opening = undefined;
      });
    }
    return opening;
  }

  async function captureOnce(): Promise<Float32Array> {
    const { frames } = await openOnce();
    const loadedVision = await vision();
    onStep('capture');
    return captureFace({
      frames,
      vision: loadedVision,
      signal: sessionSignal,
      onHint,
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(timeLimitMs === undefined ? {} : { timeLimitMs }),
    });
  }

  sessionSignal.addEventListener('abort', release, { once: true });
  return {
    warmUp: async () => {
      await openOnce();
    },
    capture: async () => {
      try {
        return await captureOnce();
      } catch (error) {
        if (!isInterrupted(error) || sessionSignal.aborted) throw error;
        release();
        return captureOnce();
      }
    },
    close() {
      signal.removeEventListener('abort', abort);
      sessionController.abort(abortedError(undefined, 'the capture session was closed'));
    },
  };
}
