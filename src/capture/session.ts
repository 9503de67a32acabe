import { RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import { type Camera, type CameraOptions, openCamera } from './camera.ts';
import { captureFace } from './capture-face.ts';
import { type Frames, readFrames } from './frames.ts';

export interface CaptureSessionOptions extends CameraOptions {
  readonly signal: AbortSignal;
  /** The loaded vision; asked for when frames are there. */
  readonly vision: () => Promise<Vision>;
  readonly onStep: (step: 'permission' | 'capture') => void;
  readonly onHint: (hint: HintName) => void;
  /** Good views so far, of those wanted. */
  readonly onProgress?: (views: number, wanted: number) => void;
  /** The camera whose stream a preview shows; again when it was opened anew, nothing when it was closed. */
  readonly onCamera: (camera: Camera | undefined) => void;
  /** Milliseconds of one capture. */
  readonly timeLimit?: number;
}

/** One camera, opened once, for the captures of one run. An abort of the signal closes it. */
export interface CaptureSession {
  warmUp(): Promise<void>;
  /** @returns the fused unit vector; see `captureFace` */
  capture(): Promise<Float32Array>;
  /** Gives the camera back; idempotent. */
  close(): void;
}

interface Open {
  readonly camera: Camera;
  readonly frames: Frames;
}

const comesBack = (error: unknown) =>
  error instanceof RecognizeError && (error.code === 'camera/ended' || error.code === 'camera/stalled');

export function openCaptureSession(options: CaptureSessionOptions): CaptureSession {
  const { signal, vision, onStep, onHint, onProgress, onCamera, timeLimit } = options;
  const own = new AbortController();
  const within = own.signal;
  const abort = () => own.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  let opening: Promise<Open> | undefined;
  let current: Open | undefined;

  function release(): void {
    opening = undefined;
    if (current === undefined) return;
    current.frames.close();
    current.camera.close();
    current = undefined;
    onCamera(undefined);
  }

  async function open(): Promise<Open> {
    const camera = await openCamera({ ...options, signal: within });
    if (within.aborted) {
      // The abort came between the grant and here.
      camera.close();
      throw new RecognizeError('ceremony/aborted', { cause: within.reason });
    }
    current = { camera, frames: readFrames(camera.stream) };
    onCamera(camera);
    return current;
  }

  function opened(): Promise<Open> {
    if (opening === undefined) {
      onStep('permission');
      opening = open();
      // A refused camera may be asked for again.
      opening.catch(() => {
        opening = undefined;
      });
    }
    return opening;
  }

  async function look(): Promise<Float32Array> {
    const { frames } = await opened();
    const loaded = await vision();
    onStep('capture');
    return captureFace({
      frames,
      vision: loaded,
      signal: within,
      onHint,
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(timeLimit === undefined ? {} : { limit: timeLimit }),
    });
  }

  within.addEventListener('abort', release, { once: true });
  return {
    warmUp: async () => {
      await opened();
    },
    // A camera that a call or the system took away is opened once more before anybody hears of it.
    capture: async () => {
      try {
        return await look();
      } catch (error) {
        if (!comesBack(error) || within.aborted) throw error;
        release();
        return look();
      }
    },
    close() {
      signal.removeEventListener('abort', abort);
      own.abort(new RecognizeError('ceremony/aborted', { detail: 'the capture was closed' }));
    },
  };
}
