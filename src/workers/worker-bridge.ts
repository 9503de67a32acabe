import { startAwakeTimer } from '../awake-timer.ts';
import { RecognizeError } from '../errors.ts';
import type { WorkerMethods, WorkerRequest, WorkerResponse } from './messages.ts';
import { startWorker, workerFailure } from './start-worker.ts';

export interface WorkerCallOptions<Progress> {
  /** Longest time without a response or a progress message, in milliseconds. Default: no limit. */
  readonly timeoutMs?: number;
  /** Objects whose ownership passes to the worker. */
  readonly transfer?: Transferable[];
  readonly onProgress?: (progress: Progress) => void;
}

/** The page's end of one worker. */
export interface WorkerBridge<Api extends WorkerMethods<Api>, Progress> {
  /**
   * Calls a method of the worker; the first call starts the worker.
   *
   * @throws RecognizeError what the method threw; `environment/no-workers`, `environment/blocked-by-policy`, `assets/not-found`,
   *   `assets/version-mismatch`, `runtime/crashed`, `runtime/timed-out`; after `close` its reason
   */
  call<Method extends keyof Api & string>(
    method: Method,
    args: Parameters<Api[Method]>,
    options?: WorkerCallOptions<Progress>,
  ): ReturnType<Api[Method]>;
  /** Whether the worker has ended, by a crash, a timeout or `close`. */
  readonly closed: boolean;
  /** Terminates the worker and rejects all pending and later calls with `reason`. Idempotent. */
  close(reason: RecognizeError): void;
}

interface PendingCall<Progress> {
  readonly method: string;
  readonly options: WorkerCallOptions<Progress>;
  cancelTimer: () => void;
  resolve(value: unknown): void;
  reject(error: RecognizeError): void;
}

/**
 * Connects the page to a worker that `serveWorker` serves. A crash, a timeout and `close` end the worker; it cannot be started again.
 *
 * @param url of the worker's script
 * @param name of the worker, shown in developer tools
 */
export function createWorkerBridge<Api extends WorkerMethods<Api>, Progress = never>(
  url: URL,
  name: string,
): WorkerBridge<Api, Progress> {
  const pending = new Map<number, PendingCall<Progress>>();
  let worker: Worker | undefined;
  let closedBy: RecognizeError | undefined;
  let hasResponded = false;
  let lastId = 0;

  function close(reason: RecognizeError): void {
    if (closedBy !== undefined) return;
    closedBy = reason;
    worker?.terminate();
    for (const { cancelTimer, reject } of pending.values()) {
      cancelTimer();
      reject(reason);
    }
    pending.clear();
  }

  function startTimer({ method, options: { timeoutMs } }: Pick<PendingCall<Progress>, 'method' | 'options'>) {
    if (timeoutMs === undefined) return () => {};
    const detail = `${method}: no response within ${timeoutMs} ms`;
    return startAwakeTimer(() => close(new RecognizeError('runtime/timed-out', { detail })), timeoutMs);
  }

  function receive({ data }: MessageEvent<WorkerResponse<Progress>>): void {
    hasResponded = true;
    const call = pending.get(data.id);
    if (call === undefined) return;
    call.cancelTimer();
    if ('progress' in data) {
      call.cancelTimer = startTimer(call);
      call.options.onProgress?.(data.progress);
      return;
    }
    pending.delete(data.id);
    if ('error' in data) call.reject(new RecognizeError(data.error.code, data.error));
    else call.resolve(data.value);
  }

  function start(): Worker {
    const started = startWorker(url, name);
    started.onmessage = receive;
    started.onerror = (event) => {
      event.preventDefault();
      close(workerFailure(url, event, hasResponded));
    };
    started.onmessageerror = () => {
      const detail = `${url.href}: a message of the worker could not be deserialized`;
      close(new RecognizeError('runtime/crashed', { detail }));
    };
    return started;
  }

  function send(
    method: string,
    args: readonly unknown[],
    options: WorkerCallOptions<Progress>,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (closedBy !== undefined) throw closedBy;
      worker ??= start();
      const id = ++lastId;
      worker.postMessage({ id, method, args } satisfies WorkerRequest, options.transfer ?? []);
      pending.set(id, { method, options, cancelTimer: startTimer({ method, options }), resolve, reject });
    });
  }

  return {
    call: (method, args, options = {}) => send(method, args, options) as ReturnType<Api[typeof method]>,
    get closed() {
      return closedBy !== undefined;
    },
    close,
  };
}
