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
export function createThreads(count: number): Threads {
  const script = findWorkerScript();
  const idle: Worker[] = [];
  const jobs = new Map<Worker, Job | undefined>();
  const queue: Job[] = [];
  let closed = false;

  function startWorker(): Worker {
    // Without the loaders and inspectors of the main process.
    const worker = new Worker(script, { execArgv: [] });
    worker.unref();
    jobs.set(worker, undefined);
    worker.on('message', (reply: Reply) => {
      const job = jobs.get(worker);
      jobs.set(worker, undefined);
      worker.unref();
      idle.push(worker);
      if (job !== undefined) complete(job, reply);
      startNext();
    });
    const end = (cause?: unknown) => {
      jobs
        .get(worker)
        ?.reject(new RecognizeError('server/unavailable', { cause, detail: 'a matcher thread ended' }));
      jobs.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      if (!closed) startNext();
    };
    worker.on('error', end);
    worker.on('exit', () => jobs.has(worker) && end());
    return worker;
  }

  function startNext(): void {
    while (queue.length > 0) {
      const worker = idle.pop() ?? (jobs.size < count ? startWorker() : undefined);
      if (worker === undefined) return;
      const job = queue.shift()!;
      jobs.set(worker, job);
      worker.ref();
      worker.postMessage(
        job.task,
        job.secrets.map(({ buffer }) => buffer),
      );
    }
  }

  return {
    get waiting() {
      return queue.length;
    },
    run: <Result>(task: Task, secrets: readonly Bytes[]) =>
      new Promise<Result>((resolve, reject) => {
        const job = { task, secrets, resolve: resolve as (value: unknown) => void, reject };
        if (closed) return refuse(job);
        queue.push(job);
        startNext();
      }),
    async close() {
      closed = true;
      for (const job of queue.splice(0)) refuse(job);
      await Promise.all([...jobs.keys()].map((worker) => worker.terminate()));
    },
  };
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
