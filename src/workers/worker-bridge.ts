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
export const createWorkerBridge = <Api extends WorkerMethods<Api>, Progress = never>(
  url: URL,
  name: string,
): WorkerBridge<Api, Progress> => new MessageBridge(url, name);

class MessageBridge<Api extends WorkerMethods<Api>, Progress> implements WorkerBridge<Api, Progress> {
  readonly #url: URL;
  readonly #name: string;
  readonly #pending = new Map<number, PendingCall<Progress>>();
  #worker: Worker | undefined;
  #closedBy: RecognizeError | undefined;
  #hasResponded = false;
  #lastId = 0;

  constructor(url: URL, name: string) {
    this.#url = url;
    this.#name = name;
  }

  call<Method extends keyof Api & string>(
    method: Method,
    args: Parameters<Api[Method]>,
    options: WorkerCallOptions<Progress> = {},
  ): ReturnType<Api[Method]> {
    return this.#send(method, args, options) as ReturnType<Api[Method]>;
  }

  get closed(): boolean {
    return this.#closedBy !== undefined;
  }

  close(reason: RecognizeError): void {
    if (this.closed) return;
    this.#closedBy = reason;
    this.#worker?.terminate();
    for (const { cancelTimer, reject } of this.#pending.values()) {
      cancelTimer();
      reject(reason);
    }
    this.#pending.clear();
  }

  #send(method: string, args: readonly unknown[], options: WorkerCallOptions<Progress>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closedBy !== undefined) throw this.#closedBy;
      this.#worker ??= this.#start();
      const id = ++this.#lastId;
      this.#worker.postMessage({ id, method, args } satisfies WorkerRequest, options.transfer ?? []);
      const cancelTimer = this.#startTimer({ method, options });
      this.#pending.set(id, { method, options, cancelTimer, resolve, reject });
    });
  }

  #start(): Worker {
    const worker = startWorker(this.#url, this.#name);
    worker.onmessage = (event) => this.#receive(event);
    worker.onerror = (event) => {
      event.preventDefault();
      this.close(workerFailure(this.#url, event, this.#hasResponded));
    };
    worker.onmessageerror = () => {
      const detail = `${this.#url.href}: a message of the worker could not be deserialized`;
      this.close(new RecognizeError('runtime/crashed', { detail }));
    };
    return worker;
  }

  #receive({ data }: MessageEvent<WorkerResponse<Progress>>): void {
    this.#hasResponded = true;
    const call = this.#pending.get(data.id);
    if (call === undefined) return;
    call.cancelTimer();
    if ('progress' in data) {
      call.cancelTimer = this.#startTimer(call);
      call.options.onProgress?.(data.progress);
      return;
    }
    this.#pending.delete(data.id);
    if ('error' in data) call.reject(new RecognizeError(data.error.code, data.error));
    else call.resolve(data.value);
  }

  #startTimer({
    method,
    options: { timeoutMs },
  }: Pick<PendingCall<Progress>, 'method' | 'options'>): () => void {
    if (timeoutMs === undefined) return () => {};
    const detail = `${method}: no response within ${timeoutMs} ms`;
    return startAwakeTimer(() => this.close(new RecognizeError('runtime/timed-out', { detail })), timeoutMs);
  }
}
