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

export const createKeyQueue = (options: KeyQueueOptions): KeyQueue => new FairKeyQueue(options);

class FairKeyQueue implements KeyQueue {
  readonly #options: KeyQueueOptions;
  /** By ceremony, in the order of arrival: waiting and running. */
  readonly #entries = new Map<string, Entry>();
  #running = 0;
  #closed = false;

  constructor(options: KeyQueueOptions) {
    this.#options = options;
  }

  precompute(job: KeyJob): void {
    if (this.#closed || this.has(job.ceremonyId)) return;
    this.#add(job, false);
    const ofUser = this.#waiting(false).filter((entry) => entry.job.recognizeId === job.recognizeId);
    if (ofUser.length > JOBS_PER_USER) this.#drop(ofUser[0]!);
    const all = this.#waiting(false);
    // The newest one of the user who has spent the most.
    if (all.length > this.#options.limit) this.#drop(minBy(all.reverse(), (entry) => -this.#used(entry))!);
    this.#startNext();
  }

  async compute(job: KeyJob): Promise<void> {
    if (this.#closed) throw closedError();
    const existing = this.#entries.get(job.ceremonyId);
    if (existing === undefined && this.waitingRequests >= 2 * this.#options.limit)
      throw new RecognizeError('server/too-many', {
        detail: `queueLimit: ${this.waitingRequests} requests wait for transfer keys`,
      });
    const entry = existing ?? this.#add(job, true);
    if (!entry.requested) this.#request(entry);
    this.#startNext();
    return entry.ended;
  }

  has(ceremonyId: string): boolean {
    return this.#entries.has(ceremonyId);
  }

  get waitingRequests(): number {
    return this.#waiting(true).length;
  }

  close(): void {
    this.#closed = true;
    for (const entry of [...this.#waiting(true), ...this.#waiting(false)]) {
      this.#drop(entry);
      entry.reject(closedError());
    }
  }

  #waiting(requested: boolean): Entry[] {
    return [...this.#entries.values()].filter((entry) => !entry.running && entry.requested === requested);
  }

  #used({ job }: Entry): number {
    return this.#options.budget.used(job.recognizeId);
  }

  #add(job: KeyJob, requested: boolean): Entry {
    const entry = { job, requested, running: false, ...createDeferred() };
    this.#entries.set(job.ceremonyId, entry);
    return entry;
  }

  #drop({ job }: Entry): void {
    this.#entries.delete(job.ceremonyId);
  }

  /** Requests wait in the order of their arrival. */
  #request(entry: Entry): void {
    entry.requested = true;
    this.#drop(entry);
    this.#entries.set(entry.job.ceremonyId, entry);
  }

  #startNext(): void {
    while (this.#running < this.#options.slots) {
      const entry = this.#next();
      if (entry === undefined) return;
      this.#start(entry);
    }
  }

  #next(): Entry | undefined {
    const [requested] = this.#waiting(true);
    return requested ?? minBy(this.#waiting(false), (entry) => this.#used(entry));
  }

  #start(entry: Entry): void {
    this.#running++;
    entry.running = true;
    entry.job
      .run()
      .finally(() => {
        this.#running--;
        this.#drop(entry);
      })
      .then(entry.resolve, entry.reject)
      .then(() => this.#startNext());
  }
}

const closedError = () => new RecognizeError('server/unavailable', { detail: 'the pool is closed' });

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
