import { RecognizeError, toRecognizeError } from '../errors.ts';
import type { ModelSet } from '../manifest/types.ts';
import { startBridge, type VisionBridge } from './bridge.ts';
import type { Execution, Observation, ObserveOptions, VisionDiagnostics } from './types.ts';
import { markFirst, WebGpuMarker } from './webgpu-marker.ts';

export interface VisionOptions {
  /** Where worker, wasm and models lie; ends in a slash. */
  readonly assetsBase: string | URL;
  /** Another set of models; default `models/manifest.json` under `assetsBase`. */
  readonly manifestUrl?: string | URL;
  /** `auto` is wasm. */
  readonly execution?: 'auto' | Execution;
  /** Bytes of models and runtime; `total` comes from the manifest and grows only when the runtime's length is learned. */
  readonly onProgress?: (progress: { readonly loaded: number; readonly total: number }) => void;
  /** Ends loading; an open vision is ended by `close`. */
  readonly signal?: AbortSignal;
}

export interface Vision {
  readonly modelSet: ModelSet;
  /** `modelId(modelSet)`. */
  readonly modelId: string;
  /** The set's population mean, decoded. */
  readonly center: Float32Array;
  readonly diagnostics: VisionDiagnostics;
  /**
   * Looks at a frame, which is handed over and closed. One frame is worked on, one waits; a newer one takes the waiting
   * place and the older one's promise rejects with `ceremony/aborted`.
   *
   * @throws RecognizeError `runtime/crashed`, `runtime/timed-out`, `ceremony/aborted`
   */
  observe(frame: ImageBitmap | VideoFrame, options: ObserveOptions): Promise<Observation>;
  /** Ends the worker and everything pending; idempotent. */
  close(): void;
}

/**
 * Starts the worker and loads the set of models. WebGPU is tried only when asked for; when it is missing, disagrees with wasm, or crashed
 * this browser before, wasm takes its place and `diagnostics.fallbackReason` says why.
 *
 * @throws RecognizeError `environment/*`, `assets/*`, `models/*`, `runtime/*`, `ceremony/aborted`
 */
export async function createVision(options: VisionOptions): Promise<Vision> {
  if (typeof WebAssembly === 'undefined') throw new RecognizeError('environment/no-wasm');
  const requested = options.execution ?? 'auto';
  if (requested !== 'webgpu') return open(options, 'wasm', { requested });
  const marker = new WebGpuMarker();
  const refusal = await marker.refusal();
  if (refusal !== undefined) return open(options, 'wasm', { requested, fallbackReason: refusal });
  try {
    marker.set();
    const vision = await open(options, 'webgpu', { requested }, marker);
    marker.clear();
    return vision;
  } catch (thrown) {
    marker.clear();
    const error = toRecognizeError(thrown, 'runtime/crashed');
    if (error.code === 'ceremony/aborted' || error.code.startsWith('assets/')) throw error;
    return open(options, 'wasm', { requested, fallbackReason: error.message });
  }
}

type Asked = Pick<VisionDiagnostics, 'requested' | 'fallbackReason'>;

async function open(
  options: VisionOptions,
  execution: Execution,
  asked: Asked,
  marker?: WebGpuMarker,
): Promise<Vision> {
  const base = new URL(options.assetsBase, document.baseURI);
  const name = execution === 'webgpu' ? 'vision-webgpu.worker.js' : 'vision.worker.js';
  const bridge = startBridge(new URL(name, base));
  const abort = () => bridge.close(new RecognizeError('ceremony/aborted', { cause: options.signal?.reason }));
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const manifestUrl = new URL(
      options.manifestUrl ?? new URL('models/manifest.json', base),
      document.baseURI,
    );
    const loaded = await bridge.load(base, manifestUrl, options.onProgress);
    const { modelSet, modelId, center, runtime, threads, loadMs, startMs } = loaded;
    const diagnostics = { ...asked, execution: loaded.execution, runtime, threads, loadMs, startMs };
    return {
      modelSet,
      modelId,
      center,
      diagnostics,
      observe: newestWins(marker === undefined ? bridge.observe : markFirst(marker, bridge.observe)),
      close: () => bridge.close(),
    };
  } catch (error) {
    bridge.close();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

interface Waiting {
  readonly frame: ImageBitmap | VideoFrame;
  readonly options: ObserveOptions;
  readonly resolve: (observation: Promise<Observation>) => void;
  readonly reject: (error: RecognizeError) => void;
}

/** One frame in work, one in the waiting place. */
function newestWins(observe: VisionBridge['observe']): Vision['observe'] {
  let working = false;
  let waiting: Waiting | undefined;

  async function work(frame: ImageBitmap | VideoFrame, options: ObserveOptions): Promise<Observation> {
    working = true;
    try {
      return await observe(frame, options);
    } finally {
      working = false;
      const next = waiting;
      waiting = undefined;
      next?.resolve(work(next.frame, next.options));
    }
  }

  return (frame, options) => {
    if (!working) return work(frame, options);
    waiting?.frame.close();
    waiting?.reject(new RecognizeError('ceremony/aborted', { detail: 'a newer frame took its place' }));
    return new Promise((resolve, reject) => {
      waiting = { frame, options, resolve, reject };
    });
  };
}
