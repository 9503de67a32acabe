import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { RecognizeError } from '../../errors.ts';
import type { EvaluateInput } from '../../matching/matcher-session.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import type { Reply, Task } from './messages.ts';

/**
 * Threads for the matcher's heavy steps: a fixed number of them, started when first needed, with a bounded queue. What goes there as
 * `privateKey` or `share` is taken over: its buffer moves to the thread, which overwrites it, or is overwritten here on a refusal.
 */
export interface Pool {
  /**
   * The transfer keys, n · 64 bytes.
   *
   * @param signal takes the work back while it waits; `ceremony/session-spent` then. What has begun goes on to its end.
   */
  senderKeys(privateKey: Bytes, points: Bytes, sid: Bytes, signal?: AbortSignal): Promise<Bytes>;
  answer(input: EvaluateInput): Promise<{ evaluateResponse: Bytes; key: Bytes }>;
  /** Whether the queue is full. */
  readonly full: boolean;
  close(): Promise<void>;
}

interface Job {
  readonly task: Task;
  readonly secret: Bytes;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const fromSource = new URL(import.meta.url).pathname.endsWith('.ts');
const script = new URL(fromSource ? './worker-from-source.mjs' : './worker.js', import.meta.url);

/**
 * @param size threads; default one less than the processor has cores, one to four
 * @param longest jobs that wait; more are refused with `server/too-many`
 */
export function createPool(size = Math.min(4, Math.max(1, availableParallelism() - 1)), longest = 64): Pool {
  const idle: Worker[] = [];
  const threads = new Map<Worker, Job | undefined>();
  const queue: Job[] = [];
  let closed = false;

  function start(): Worker {
    // Without the loaders and inspectors that the process was started with.
    const worker = new Worker(script, { execArgv: [] });
    worker.unref();
    threads.set(worker, undefined);
    worker.on('message', (reply: Reply) => {
      const job = threads.get(worker);
      threads.set(worker, undefined);
      worker.unref();
      idle.push(worker);
      if ('error' in reply) job?.reject(new RecognizeError(reply.error.code, reply.error));
      else if ('fault' in reply)
        job?.reject(new RecognizeError('server/unavailable', { cause: new Error(reply.fault) }));
      else job?.resolve(reply.value);
      next();
    });
    const end = (cause?: unknown) => {
      threads
        .get(worker)
        ?.reject(new RecognizeError('server/unavailable', { cause, detail: 'a thread ended' }));
      threads.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      if (!closed) next();
    };
    worker.on('error', end);
    worker.on('exit', () => threads.has(worker) && end());
    return worker;
  }

  function next(): void {
    while (queue.length > 0) {
      const worker = idle.pop() ?? (threads.size < size ? start() : undefined);
      if (worker === undefined) return;
      const job = queue.shift()!;
      threads.set(worker, job);
      worker.ref();
      worker.postMessage(job.task, [job.secret.buffer]);
    }
  }

  /** For a job that no thread has seen. */
  function refuse({ secret, reject }: Pick<Job, 'secret' | 'reject'>, error: RecognizeError): void {
    wipe(secret);
    reject(error);
  }

  function run<Result>(task: Task, secret: Bytes, signal?: AbortSignal): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const job = { task, secret, resolve: resolve as (value: unknown) => void, reject };
      const abandoned = () => refuse(job, new RecognizeError('ceremony/session-spent'));
      if (closed)
        return refuse(job, new RecognizeError('server/unavailable', { detail: 'the matcher was closed' }));
      if (signal?.aborted) return abandoned();
      // Somebody waits for an answer, and it is short; keys are needed after a capture only.
      const urgent = task.kind === 'answer';
      if (queue.length >= (urgent ? 2 * longest : longest))
        return refuse(job, new RecognizeError('server/too-many'));
      if (urgent) queue.unshift(job);
      else queue.push(job);
      signal?.addEventListener('abort', () => {
        const at = queue.indexOf(job);
        if (at < 0) return;
        queue.splice(at, 1);
        abandoned();
      });
      next();
    });
  }

  return {
    senderKeys: (privateKey, points, sid, signal) =>
      run({ kind: 'keys', privateKey, points, sid }, privateKey, signal),
    answer: (input) => run({ kind: 'answer', ...input }, input.share),
    get full() {
      return queue.length >= longest;
    },
    async close() {
      closed = true;
      for (const job of queue.splice(0)) refuse(job, new RecognizeError('server/unavailable'));
      await Promise.all([...threads.keys()].map((worker) => worker.terminate()));
    },
  };
}
