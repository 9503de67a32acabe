import { RecognizeError } from '../errors.ts';
import { startWorker, workerFailure } from '../workers/start-worker.ts';
import type { SimulatedMovement } from './motion.ts';
import { parseName } from './names.ts';
import type { Order, Report } from './worker/messages.ts';

export interface SimulatedCameraOptions {
  /** A name of names.ts, or `seed-<n>`. */
  readonly person: string;
  /** URL under which `simulated.worker.js` lies; ends in a slash. */
  readonly assetsBase: URL | string;
  readonly signal?: AbortSignal;
}

/** A camera that sees a drawn person. */
export interface SimulatedCamera {
  readonly simulated: true;
  /** One video track of 640 × 480, never mirrored. It ends when the worker fails or the signal aborts. */
  readonly stream: MediaStream;
  /** The person moves to it within about a second and stays; `front` undoes. */
  ask(action: SimulatedMovement): void;
  close(): void;
}

const WIDTH = 640;
const HEIGHT = 480;
/** Longest time to the first frame, milliseconds: drawing a person takes about one second on an idle core. */
const FIRST_FRAME_LIMIT = 30_000;

/**
 * Opens a camera on a drawn person; resolves once the first frame is in the stream. Each opening moves a little differently.
 *
 * @throws RecognizeError `camera/none` for an unknown name, `camera/stalled` without a first frame, `assets/not-found`,
 *   `runtime/crashed`, `environment/*`, `ceremony/aborted`
 */
export async function openSimulatedCamera(options: SimulatedCameraOptions): Promise<SimulatedCamera> {
  const { person, assetsBase, signal } = options;
  parseName(person);
  if (signal?.aborted) throw new RecognizeError('ceremony/aborted');
  const screen = openScreen();
  const url = new URL('simulated.worker.js', assetsBase);
  const worker = startWorker(url, 'recognize-simulated');
  const order = (message: Order) => worker.postMessage(message);
  let running = false;
  let abort = () => {};
  const close = () => {
    worker.terminate();
    signal?.removeEventListener('abort', abort);
    for (const track of screen.stream.getTracks()) track.stop();
  };
  const started = new Promise<void>((resolve, reject) => {
    const fail = (error: RecognizeError) => {
      clearTimeout(timer);
      close();
      // `stop` tells nobody; whoever owns the stream learns of the failure as of a pulled plug.
      if (running) for (const track of screen.stream.getTracks()) track.dispatchEvent(new Event('ended'));
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new RecognizeError('camera/stalled', { detail: `simulated:${person}` })),
      FIRST_FRAME_LIMIT,
    );
    abort = () => fail(new RecognizeError('ceremony/aborted'));
    signal?.addEventListener('abort', abort);
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (data.type === 'error') return fail(new RecognizeError(data.error.code, data.error));
      clearTimeout(timer);
      screen.show(data.bitmap);
      running = true;
      order({ type: 'next' });
      resolve();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(workerFailure(url, event, running));
    };
  });
  const [seed] = crypto.getRandomValues(new Uint32Array(1));
  order({ type: 'start', person, seed: seed!, width: WIDTH, height: HEIGHT });
  await started;
  return { simulated: true, stream: screen.stream, ask: (action) => order({ type: 'ask', action }), close };
}

/** A canvas outside the page, and what it shows as a stream. */
function openScreen(): { readonly stream: MediaStream; show(bitmap: ImageBitmap): void } {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('bitmaprenderer');
  if (context === null) throw new RecognizeError('runtime/out-of-memory', { detail: 'canvas' });
  return { stream: canvas.captureStream(), show: (bitmap) => context.transferFromImageBitmap(bitmap) };
}
