import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { RecognizeError } from '../../errors.ts';
import type { EvaluateInput } from '../../matching/matcher-session.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import type { Reply, Task } from './messages.ts';
import { findWorkerScript } from './worker-script.ts';

/**
 * Worker threads for the expensive steps of the matcher: a fixed number, started on first use, with a bounded queue. The caller gives up
 * the buffers `privateKey` and `share`: they move to a thread, which overwrites them, or are overwritten here when the job is refused.
 *
 * Methods reject with `server/too-many` when the queue is full, and with `server/unavailable` when a thread ends or the pool is closed.
 */
export interface Pool {
  /**
   * The transfer keys, n · 64 bytes.
   *
   * @param signal removes the job from the queue, which rejects with `ceremony/session-spent`. A job that has started continues.
   */
  deriveSenderKeys(privateKey: Bytes, points: Bytes, sid: Bytes, signal?: AbortSignal): Promise<Bytes>;
  evaluate(input: EvaluateInput): Promise<{ evaluateResponse: Bytes; key: Bytes }>;
  /** Whether the queue accepts no more `deriveSenderKeys`. */
  readonly full: boolean;
  close(): Promise<void>;
}

interface Job {
  readonly task: Task;
  readonly secret: Bytes;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const defaultThreads = () => Math.min(4, Math.max(1, availableParallelism() - 1));

/**
 * @param threads default: one less than the number of cores, between 1 and 4
 * @param queueLimit waiting jobs of `deriveSenderKeys`. `evaluate` is allowed twice as many.
 * @throws Error if the script of the threads cannot be found
 */
export function createPool(threads = defaultThreads(), queueLimit = 64): Pool {
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
      const worker = idle.pop() ?? (jobs.size < threads ? startWorker() : undefined);
      if (worker === undefined) return;
      const job = queue.shift()!;
      jobs.set(worker, job);
      worker.ref();
      worker.postMessage(job.task, [job.secret.buffer]);
    }
  }

  function enqueue<Result>(task: Task, secret: Bytes, signal?: AbortSignal): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const job = { task, secret, resolve: resolve as (value: unknown) => void, reject };
      if (closed)
        return refuse(job, new RecognizeError('server/unavailable', { detail: 'the pool is closed' }));
      if (signal?.aborted) return refuse(job, new RecognizeError('ceremony/session-spent'));
      // A client waits for `evaluate`, and it is short. Transfer keys are needed only after the capture.
      const urgent = task.kind === 'evaluate';
      if (queue.length >= (urgent ? 2 * queueLimit : queueLimit))
        return refuse(job, new RecognizeError('server/too-many'));
      if (urgent) queue.unshift(job);
      else queue.push(job);
      signal?.addEventListener('abort', () => {
        const index = queue.indexOf(job);
        if (index < 0) return;
        queue.splice(index, 1);
        refuse(job, new RecognizeError('ceremony/session-spent'));
      });
      startNext();
    });
  }

  return {
    deriveSenderKeys: (privateKey, points, sid, signal) =>
      enqueue({ kind: 'transfer-keys', privateKey, points, sid }, privateKey, signal),
    evaluate: (input) => enqueue({ kind: 'evaluate', ...input }, input.share),
    get full() {
      return queue.length >= queueLimit;
    },
    async close() {
      closed = true;
      for (const job of queue.splice(0))
        refuse(job, new RecognizeError('server/unavailable', { detail: 'the pool is closed' }));
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

/** Rejects a job that no thread has received, and overwrites its secret. */
function refuse({ secret, reject }: Pick<Job, 'secret' | 'reject'>, error: RecognizeError): void {
  wipe(secret);
  reject(error);
}
