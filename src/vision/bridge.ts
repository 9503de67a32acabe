import { abortedError, type RecognizeError } from '../errors.ts';
import { shippedFiles } from '../manifest/shipped-files.ts';
import { createWorkerBridge } from '../workers/worker-bridge.ts';
import type { Observation, ObserveOptions } from './types.ts';
import type { LoadedModels, LoadProgress, VisionWorker } from './worker/messages.ts';

/** Longest time without progress while loading. A slow phone needs a small part of it to compile the runtime. */
const LOAD_TIMEOUT_MS = 30_000;
/** Longest time for one frame. A slow phone needs less than a second. */
const FRAME_TIMEOUT_MS = 20_000;

/** The vision worker as functions. A crash, a timeout and `close` end it and reject everything pending. */
export interface VisionBridge {
  load(
    assetsBase: URL,
    manifestUrl: URL | undefined,
    onProgress: ((progress: LoadProgress) => void) | undefined,
  ): Promise<LoadedModels>;
  observe(frame: ImageBitmap | VideoFrame, options: ObserveOptions): Promise<Observation>;
  /** As `Vision.forgetFrames`. */
  forgetFrames(): Promise<void>;
  /** Whether the worker has ended. */
  readonly closed: boolean;
  /** @param reason of the rejections; default `ceremony/aborted` */
  close(reason?: RecognizeError): void;
}

/** @param url of the worker's script; the worker starts with `load` */
export function startBridge(url: URL): VisionBridge {
  const bridge = createWorkerBridge<VisionWorker, LoadProgress>(url, 'recognize-vision');
  return {
    load: (assetsBase, manifestUrl, onProgress = () => {}) =>
      bridge.call('load', [assetsBase.href, manifestUrl?.href, shippedFiles], {
        timeoutMs: LOAD_TIMEOUT_MS,
        onProgress,
      }),
    observe: (frame, options) =>
      bridge
        .call('observe', [frame, options], { timeoutMs: FRAME_TIMEOUT_MS, transfer: [frame] })
        // After a close the frame was not transferred; closing a transferred frame has no effect.
        .finally(() => frame.close()),
    forgetFrames: () => bridge.call('forgetFrames', [], { timeoutMs: FRAME_TIMEOUT_MS }),
    get closed() {
      return bridge.closed;
    },
    close: (reason = abortedError(undefined, 'vision was closed')) => bridge.close(reason),
  };
}
