import { Worker } from 'node:worker_threads';
import { RecognizeError } from '../../errors.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import type { Reply, Task } from './messages.ts';
import { findWorkerScript } from './worker-script.ts';

/** A fixed number of worker threads, started on first use, with a queue in the order of arrival. */
export interface Threads {
  /** Jobs that wait for a thread. */
  readonly waiting: number;
  /**
   * @param secrets buffers of the task that the caller gives up: they move to the thread, or are overwritten here
   * @throws RecognizeError of the task; `server/unavailable` when the thread ends or the threads are closed
   */
  run<Result>(task: Task, secrets: readonly Bytes[]): Promise<Result>;
  close(): Promise<void>;
}

interface Job {
  readonly task: Task;
  readonly secrets: readonly Bytes[];
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** @throws Error if the script of the threads cannot be found */
export const createThreads = (count: number): Threads => new WorkerThreads(count);

class WorkerThreads implements Threads {
  readonly #count: number;
  readonly #script = findWorkerScript();
  readonly #idle: Worker[] = [];
  /** Every thread, with the job that it runs. */
  readonly #jobs = new Map<Worker, Job | undefined>();
  readonly #queue: Job[] = [];
  #closed = false;

  constructor(count: number) {
    this.#count = count;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  run<Result>(task: Task, secrets: readonly Bytes[]): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const job = { task, secrets, resolve: resolve as (value: unknown) => void, reject };
      if (this.#closed) return refuse(job);
      this.#queue.push(job);
      this.#startNext();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) refuse(job);
    await Promise.all([...this.#jobs.keys()].map((worker) => worker.terminate()));
  }

  #startNext(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop() ?? (this.#jobs.size < this.#count ? this.#startWorker() : undefined);
      if (worker === undefined) return;
      const job = this.#queue.shift()!;
      this.#jobs.set(worker, job);
      worker.ref();
      worker.postMessage(
        job.task,
        job.secrets.map(({ buffer }) => buffer),
      );
    }
  }

  #startWorker(): Worker {
    // Without the loaders and inspectors of the main process.
    const worker = new Worker(this.#script, { execArgv: [] });
    worker.unref();
    this.#jobs.set(worker, undefined);
    worker.on('message', (reply: Reply) => this.#receive(worker, reply));
    worker.on('error', (error) => this.#end(worker, error));
    worker.on('exit', () => this.#jobs.has(worker) && this.#end(worker));
    return worker;
  }

  #receive(worker: Worker, reply: Reply): void {
    const job = this.#jobs.get(worker);
    this.#jobs.set(worker, undefined);
    worker.unref();
    this.#idle.push(worker);
    if (job !== undefined) complete(job, reply);
    this.#startNext();
  }

  /** Forgets a thread that has ended, and rejects its job. */
  #end(worker: Worker, cause?: unknown): void {
    const error = new RecognizeError('server/unavailable', { cause, detail: 'a matcher thread ended' });
    this.#jobs.get(worker)?.reject(error);
    this.#jobs.delete(worker);
    if (this.#idle.includes(worker)) this.#idle.splice(this.#idle.indexOf(worker), 1);
    if (!this.#closed) this.#startNext();
  }
}

function complete({ resolve, reject }: Job, reply: Reply): void {
  if ('error' in reply) reject(new RecognizeError(reply.error.code, reply.error));
  else if ('fault' in reply)
    reject(new RecognizeError('server/unavailable', { cause: new Error(reply.fault) }));
  else resolve(reply.value);
}

/** Rejects a job that no thread has received, and overwrites its secrets. */
function refuse({ secrets, reject }: Job): void {
  wipe(...secrets);
  reject(new RecognizeError('server/unavailable', { detail: 'the pool is closed' }));
}
