import { RecognizeError } from '../../errors.ts';
import { minBy } from '../min-by.ts';
import type { UserBudget } from '../user-budget.ts';

/** Computations of one user that wait without a request. One more replaces the oldest. */
const JOBS_PER_USER = 2;

/** The computation of the transfer keys of one ceremony. It holds no secret while it waits. */
export interface KeyJob {
  readonly ceremonyId: string;
  readonly recognizeId: string;
  run(): Promise<void>;
}

/**
 * Decides whose transfer keys are computed next. Keys that a request waits for come first, in the order of the requests, of which the caller
 * has one of each user at a time. Otherwise it is the turn of the user who has spent the least of the budget for first
 * requests, that is, a round-robin between users who begin ceremonies all the time.
 *
 * Computations that no request waits for can be dropped, because the request will ask for them again. So one user, or many, cannot keep the
 * others waiting, and the queue has a bounded length.
 */
export interface KeyQueue {
  /** Adds a computation that no request waits for yet. It is dropped when the queue is too long. */
  precompute(job: KeyJob): void;
  /**
   * Moves the computation ahead of those that no request waits for, and adds it when it does not wait yet.
   *
   * @returns resolves when the computation of this ceremony has ended; rejects with its error
   * @throws RecognizeError `server/too-many` when too many requests wait, `server/unavailable` when the queue is closed
   */
  compute(job: KeyJob): Promise<void>;
  /** Whether the computation waits or runs in this process. */
  has(ceremonyId: string): boolean;
  /** Computations that requests wait for. The caller adds one of each user at a time. */
  readonly waitingRequests: number;
  close(): void;
}

interface Entry {
  readonly job: KeyJob;
  /** Whether a request waits for it. */
  requested: boolean;
  running: boolean;
  readonly ended: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

export interface KeyQueueOptions {
  /** Computations at the same time. */
  readonly slots: number;
  /** Computations that may wait without a request, and half of those that requests may wait for. */
  readonly limit: number;
  readonly budget: Pick<UserBudget, 'used'>;
}

export function createKeyQueue({ slots, limit, budget }: KeyQueueOptions): KeyQueue {
  /** By ceremony, in the order of arrival: waiting and running. */
  const entries = new Map<string, Entry>();
  let running = 0;
  let closed = false;

  const waiting = (requested: boolean) =>
    [...entries.values()].filter((entry) => !entry.running && entry.requested === requested);

  const drop = ({ job }: Entry) => entries.delete(job.ceremonyId);

  function next(): Entry | undefined {
    const [requested] = waiting(true);
    if (requested !== undefined) return requested;
    return minBy(waiting(false), ({ job }) => budget.used(job.recognizeId));
  }

  function startNext(): void {
    while (running < slots) {
      const entry = next();
      if (entry === undefined) return;
      start(entry);
    }
  }

  function start(entry: Entry): void {
    const { job } = entry;
    running++;
    entry.running = true;
    job
      .run()
      .finally(() => {
        running--;
        entries.delete(job.ceremonyId);
      })
      .then(entry.resolve, entry.reject)
      .then(startNext);
  }

  function add(job: KeyJob, requested: boolean): Entry {
    const entry = { job, requested, running: false, ...createDeferred() };
    entries.set(job.ceremonyId, entry);
    return entry;
  }

  /** Requests wait in the order of their arrival. */
  function request(entry: Entry): void {
    entry.requested = true;
    drop(entry);
    entries.set(entry.job.ceremonyId, entry);
  }

  return {
    precompute(job) {
      if (closed || entries.has(job.ceremonyId)) return;
      add(job, false);
      const ofUser = waiting(false).filter((entry) => entry.job.recognizeId === job.recognizeId);
      if (ofUser.length > JOBS_PER_USER) drop(ofUser[0]!);
      const all = waiting(false);
      if (all.length > limit) drop(minBy(all.reverse(), (entry) => -budget.used(entry.job.recognizeId))!);
      startNext();
    },
    async compute(job) {
      if (closed) throw new RecognizeError('server/unavailable', { detail: 'the pool is closed' });
      const existing = entries.get(job.ceremonyId);
      if (existing === undefined && waiting(true).length >= 2 * limit)
        throw new RecognizeError('server/too-many');
      const entry = existing ?? add(job, true);
      if (!entry.requested) request(entry);
      startNext();
      return entry.ended;
    },
    has: (ceremonyId) => entries.has(ceremonyId),
    get waitingRequests() {
      return waiting(true).length;
    },
    close() {
      closed = true;
      const error = new RecognizeError('server/unavailable', { detail: 'the pool is closed' });
      for (const entry of [...waiting(true), ...waiting(false)]) {
        drop(entry);
        entry.reject(error);
      }
    },
  };
}

function createDeferred(): Pick<Entry, 'ended' | 'resolve' | 'reject'> {
  let resolve = () => {};
  let reject = (_error: unknown) => {};
  const ended = new Promise<void>((...callbacks) => {
    [resolve, reject] = callbacks;
  });
  // When no request waits, nobody awaits it. The next request computes again and gets the error.
  ended.catch(() => {});
  return { ended, resolve, reject };
}
