import { abortedError, RecognizeError, toRecognizeError } from '../errors.ts';
import type { ModelSet } from '../manifest/types.ts';
import { startBridge } from './bridge.ts';
import { keepNewestFrame } from './newest-frame.ts';
import type { Execution, Observation, ObserveOptions, VisionDiagnostics, VisionOptions } from './types.ts';
import { markFirstObservation, WebGpuMarker } from './webgpu-marker.ts';

export type { VisionOptions } from './types.ts';

/** The nets in a worker. */
export interface Vision {
  readonly modelSet: ModelSet;
  /** `modelId(modelSet)`. */
  readonly modelId: string;
  /** Population mean of the embeddings, `modelSet.embedder.dimension` values. */
  readonly center: Float32Array;
  readonly diagnostics: VisionDiagnostics;
  /**
   * Processes a frame, which is transferred to the worker and closed. One frame is in progress and one is pending; a newer frame replaces
   * the pending one, whose promise rejects with `ceremony/aborted`.
   *
   * @throws RecognizeError `runtime/crashed`, `runtime/timed-out`, `ceremony/aborted`
   */
  observe(frame: ImageBitmap | VideoFrame, options: ObserveOptions): Promise<Observation>;
  /**
   * Overwrites what the worker keeps of earlier frames for liveness: the frontal reference and the hashes of frames. Call it at the start
   * and at the end of a capture.
   */
  forgetFrames(): Promise<void>;
  /** Whether the worker has ended, also by a crash between two runs. */
  readonly closed: boolean;
  /** Ends the worker and rejects pending observations; idempotent. */
  close(): void;
}

/**
 * Starts the vision worker and loads a model set. WebGPU is used only on request; wasm replaces it when it is missing, fails its self-test
 * or crashed in this browser before, and `diagnostics.fallbackReason` gives the reason.
 *
 * @throws RecognizeError `environment/*`, `assets/*`, `models/*`, `runtime/*`, `ceremony/aborted`
 */
export async function createVision(options: VisionOptions): Promise<Vision> {
  if (typeof WebAssembly === 'undefined') throw new RecognizeError('environment/no-wasm');
  const requested = options.execution ?? 'auto';
  if (requested !== 'webgpu') return open(options, 'wasm', { requested });
  const marker = new WebGpuMarker();
  const fallbackReason = await marker.unusableReason();
  if (fallbackReason !== undefined) return open(options, 'wasm', { requested, fallbackReason });
  try {
    marker.set();
    const vision = await open(options, 'webgpu', { requested }, marker);
    marker.clear();
    return vision;
  } catch (cause) {
    marker.clear();
    const error = toRecognizeError(cause, 'runtime/crashed');
    if (error.code === 'ceremony/aborted' || error.code.startsWith('assets/')) throw error;
    return open(options, 'wasm', { requested, fallbackReason: error.message });
  }
}

async function open(
  options: VisionOptions,
  execution: Execution,
  request: Pick<VisionDiagnostics, 'requested' | 'fallbackReason'>,
  marker?: WebGpuMarker,
): Promise<Vision> {
  const base = new URL(options.assetsBase, document.baseURI);
  const worker = execution === 'webgpu' ? 'vision-webgpu.worker.js' : 'vision.worker.js';
  const bridge = startBridge(new URL(worker, base));
  const abort = () => bridge.close(abortedError(options.signal));
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const manifestUrl =
      options.manifestUrl === undefined ? undefined : new URL(options.manifestUrl, document.baseURI);
    const loaded = await bridge.load(base, manifestUrl, options.onProgress);
    const { modelSet, modelId, center, runtime, threads, loadMs, startMs } = loaded;
    const diagnostics = { ...request, execution: loaded.execution, runtime, threads, loadMs, startMs };
    const observe = marker === undefined ? bridge.observe : markFirstObservation(marker, bridge.observe);
    return {
      modelSet,
      modelId,
      center,
      diagnostics,
      observe: keepNewestFrame(observe),
      forgetFrames: bridge.forgetFrames,
      get closed() {
        return bridge.closed;
      },
      close: () => bridge.close(),
    };
  } catch (error) {
    bridge.close();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}
