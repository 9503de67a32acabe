import { RecognizeError } from '../errors.ts';
import { startWorker, workerFailure } from '../workers/start-worker.ts';
import type { Observation, ObserveOptions, VisionOptions } from './types.ts';
import type { Answer, Call, Loaded } from './worker/messages.ts';

/** Longest silence while loading, and longest time for one frame, in milliseconds: far above what a slow phone needs. */
const loadingSilence = 30_000;
const frameLimit = 20_000;

/** The vision worker behind `postMessage`. A crash, a time-out or `close` ends it and rejects whatever waits. */
export interface VisionBridge {
  load(assetsBase: URL, manifestUrl: URL, onProgress: VisionOptions['onProgress']): Promise<Loaded>;
  observe(frame: ImageBitmap | VideoFrame, options: ObserveOptions): Promise<Observation>;
  close(reason?: RecognizeError): void;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: RecognizeError): void;
  timer: ReturnType<typeof setTimeout>;
}

/** @throws RecognizeError `environment/no-workers`, `environment/blocked-by-policy` */
export function startBridge(url: URL): VisionBridge {
  const worker = startWorker(url, 'recognize-vision');
  const waiting = new Map<number, Waiting>();
  let ended: RecognizeError | undefined;
  let answered = false;
  let lastId = 0;
  let progress: VisionOptions['onProgress'];

  function close(reason = new RecognizeError('ceremony/aborted', { detail: 'vision was closed' })): void {
    if (ended !== undefined) return;
    ended = reason;
    worker.terminate();
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    waiting.clear();
  }

  const timeOut = (limit: number, detail: string) =>
    setTimeout(() => close(new RecognizeError('runtime/timed-out', { detail })), limit);

  function take(id: number): Waiting | undefined {
    const call = waiting.get(id);
    waiting.delete(id);
    clearTimeout(call?.timer);
    return call;
  }

  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    answered = true;
    if (data.kind === 'progress') {
      const loading = waiting.get(0);
      if (loading === undefined) return;
      clearTimeout(loading.timer);
      loading.timer = timeOut(loadingSilence, 'loading');
      progress?.({ loaded: data.loaded, total: data.total });
    } else if (data.kind === 'loaded') take(0)?.resolve(data as never);
    else if (data.kind === 'observation') take(data.id)?.resolve(data.observation as never);
    else take(data.id ?? 0)?.reject(new RecognizeError(data.error.code, data.error));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    close(workerFailure(url, event, answered));
  };
  worker.onmessageerror = () =>
    close(new RecognizeError('runtime/crashed', { detail: 'an answer could not be read' }));

  function call<R>(id: number, message: Call, limit: number, transfer: Transferable[] = []): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      if (ended !== undefined) {
        if (message.kind === 'observe') message.frame.close();
        return reject(ended);
      }
      waiting.set(id, { resolve, reject, timer: timeOut(limit, message.kind) });
      worker.postMessage(message, transfer);
    });
  }

  return {
    load(assetsBase, manifestUrl, onProgress) {
      progress = onProgress;
      const message = { kind: 'load', assetsBase: assetsBase.href, manifestUrl: manifestUrl.href } as const;
      return call(0, message, loadingSilence);
    },
    observe(frame, options) {
      const id = ++lastId;
      return call(id, { kind: 'observe', id, frame, options }, frameLimit, [frame]);
    },
    close,
  };
}
