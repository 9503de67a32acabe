import { abortedError, RecognizeError, throwIfAborted, toRecognizeError } from '../errors.ts';
import { createWorkerBridge } from '../workers/worker-bridge.ts';
import { requireMovement, type SimulatedMovement } from './motion.ts';
import { parseName } from './names.ts';
import type { SimulatedCameraWorker } from './worker/messages.ts';

/** A camera that shows a simulated person. */
export interface SimulatedCamera {
  readonly simulated: true;
  /** One video track of 640 × 480 pixels, not mirrored. It ends when the worker fails or the signal aborts. */
  readonly stream: MediaStream;
  /**
   * Moves the person within about one second. The pose stays until the next movement; `front` is the initial one.
   *
   * @throws RecognizeError `usage/invalid-property` when the movement is unknown
   */
  perform(movement: SimulatedMovement): void;
  /** Ends the track and the worker. Idempotent. */
  close(): void;
}

const WIDTH = 640;
const HEIGHT = 480;
/** Longest time to the first frame. On an idle core it takes about one second. */
const FIRST_FRAME_TIMEOUT_MS = 30_000;

/**
 * Opens a camera on a simulated person; resolves when the stream has its first frame. Motion and background differ each time.
 *
 * @param name one of `simulatedNames`, or `seed-<n>` for a random but fixed person
 * @param workerUrl of `simulated-camera.worker.js`
 * @throws RecognizeError `usage/invalid-attribute` for an unknown name, `camera/stalled` without a first frame, `assets/not-found`,
 *   `assets/version-mismatch`, `runtime/*`, `environment/*`, `ceremony/aborted`
 */
export async function openSimulatedCamera(
  name: string,
  signal: AbortSignal,
  workerUrl: URL,
): Promise<SimulatedCamera> {
  parseName(name);
  throwIfAborted(signal);
  const { stream, show } = createCanvasStream();
  const bridge = createWorkerBridge<SimulatedCameraWorker>(workerUrl, 'recognize-simulated-camera');
  let isClosed = false;

  function end(reason: RecognizeError): void {
    isClosed = true;
    bridge.close(reason);
    signal.removeEventListener('abort', abort);
    for (const track of stream.getTracks()) track.stop();
  }

  /**
   * Ends the stream like a camera that was unplugged. `stop` dispatches no event. In Firefox only the state of the track changes,
   * because it ignores events that scripts dispatch on the track of a canvas.
   */
  function fail(reason: RecognizeError): void {
    if (isClosed) return;
    end(reason);
    for (const track of stream.getTracks()) track.dispatchEvent(new Event('ended'));
  }

  const abort = () => fail(abortedError(signal));
  signal.addEventListener('abort', abort);

  async function showFrames(): Promise<void> {
    while (!isClosed) show(await bridge.call('nextFrame', []));
  }

  try {
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    show(await bridge.call('start', [name, seed!, WIDTH, HEIGHT], { timeoutMs: FIRST_FRAME_TIMEOUT_MS }));
  } catch (thrown) {
    const error = firstFrameError(name, thrown);
    end(error);
    throw error;
  }
  showFrames().catch((thrown: unknown) => fail(toRecognizeError(thrown, 'runtime/crashed')));
  return {
    simulated: true,
    stream,
    perform(movement) {
      requireMovement(movement);
      // A failure of the worker also rejects the pending frame, which ends the camera.
      bridge.call('perform', [movement]).catch(() => {});
    },
    close: () => end(abortedError(undefined, 'the camera was closed')),
  };
}

function firstFrameError(name: string, thrown: unknown): RecognizeError {
  const error = toRecognizeError(thrown, 'runtime/crashed');
  if (error.code !== 'runtime/timed-out') return error;
  return new RecognizeError('camera/stalled', { cause: error, detail: `simulated:${name}: no first frame` });
}

/** A stream of a canvas that is not in the page. */
function createCanvasStream(): { readonly stream: MediaStream; show(bitmap: ImageBitmap): void } {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('bitmaprenderer');
  if (context === null)
    throw new RecognizeError('runtime/out-of-memory', {
      detail: 'the browser created no context for the canvas of the stream',
    });
  return { stream: canvas.captureStream(), show: (bitmap) => context.transferFromImageBitmap(bitmap) };
}
