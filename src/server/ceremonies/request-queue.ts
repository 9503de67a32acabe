import { RecognizeError } from '../../errors.ts';
import { minBy } from '../min-by.ts';
import type { UserBudget } from '../user-budget.ts';

/** First requests within the budget of their users that are handled at the same time. Each occupies a database connection. */
const PARALLEL_FIRST_REQUESTS = 4;

/** First requests that wait, with 70 kB each at 1,024 bits. */
const MAX_WAITING = 512;

/** Second and third requests of one user that are handled or wait. A user has fewer open ceremonies. */
const MAX_LATER_OF_USER = 128;

/**
 * Decides when a request is handled, so that the first requests of one account, which cost the server more than their sender, delay nobody else.
 *
 * A first request within the budget of its user waits only for others like it: the user who has spent the least comes first. One beyond the
 * budget waits until the process has nothing else to do. Second and third requests, for which a user waits after the capture, never wait for first
 * ones. Of each user one of them is handled at a time.
 */
export interface RequestQueue {
  /**
   * Handles a first request.
   *
   * @param work gets whether the request is within the budget of the user
   * @throws RecognizeError `server/too-many` when too many wait: the oldest of the user who has the most
   */
  first<Result>(recognizeId: string, work: (withinBudget: boolean) => Promise<Result>): Promise<Result>;
  /**
   * Handles a second or third request.
   *
   * @throws RecognizeError `server/too-many` when too many of this user wait
   */
  later<Result>(recognizeId: string, work: () => Promise<Result>): Promise<Result>;
}

interface Entry {
  readonly recognizeId: string;
  start(): void;
  refuse(): void;
}

export const createRequestQueue = (budget: UserBudget, maxWaiting = MAX_WAITING): RequestQueue =>
  new FairRequestQueue(budget, maxWaiting);

class FairRequestQueue implements RequestQueue {
  readonly #budget: UserBudget;
  readonly #maxWaiting: number;
  /** First requests in the order of arrival. */
  readonly #waiting = new Set<Entry>();
  #firstRunning = 0;
  #laterRunning = 0;
  /** The second and third requests of each user: how many, and the end of the last one, which never rejects. */
  readonly #laterOfUser = new Map<string, { count: number; lastEnd: Promise<unknown> }>();

  constructor(budget: UserBudget, maxWaiting: number) {
    this.#budget = budget;
    this.#maxWaiting = maxWaiting;
  }

  first<Result>(recognizeId: string, work: (withinBudget: boolean) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({
        recognizeId,
        start: () => void this.#runFirst(recognizeId, work).then(resolve, reject),
        refuse: () => reject(tooMany(`${this.#maxWaiting} first requests wait`)),
      });
      this.#startNext();
      if (this.#waiting.size > this.#maxWaiting) this.#refuseOne();
    });
  }

  async later<Result>(recognizeId: string, work: () => Promise<Result>): Promise<Result> {
    const ofUser = this.#laterOfUser.get(recognizeId) ?? { count: 0, lastEnd: Promise.resolve() };
    if (ofUser.count === MAX_LATER_OF_USER) throw tooMany(`${MAX_LATER_OF_USER} requests of this user wait`);
    this.#laterOfUser.set(recognizeId, ofUser);
    ofUser.count++;
    this.#laterRunning++;
    const result = ofUser.lastEnd.then(work);
    ofUser.lastEnd = result.catch(() => {});
    try {
      return await result;
    } finally {
      if (--ofUser.count === 0) this.#laterOfUser.delete(recognizeId);
      this.#laterRunning--;
      this.#startNext();
    }
  }

  #startNext(): void {
    for (let entry = this.#next(); entry !== undefined; entry = this.#next()) {
      this.#waiting.delete(entry);
      entry.start();
    }
  }

  #next(): Entry | undefined {
    const entry = minBy(this.#waiting, ({ recognizeId }) => this.#budget.used(recognizeId));
    if (entry === undefined) return undefined;
    // When the one who has spent the least is beyond the budget, so are all others.
    const mayStart = this.#budget.allows(entry.recognizeId)
      ? this.#firstRunning < PARALLEL_FIRST_REQUESTS
      : this.#firstRunning + this.#laterRunning === 0;
    return mayStart ? entry : undefined;
  }

  async #runFirst<Result>(
    recognizeId: string,
    work: (withinBudget: boolean) => Promise<Result>,
  ): Promise<Result> {
    const withinBudget = this.#budget.allows(recognizeId);
    // Beyond the budget nothing is spent, so that an attacked account has a request within it again soon.
    if (withinBudget) this.#budget.consume(recognizeId);
    this.#firstRunning++;
    try {
      return await work(withinBudget);
    } finally {
      this.#firstRunning--;
      this.#startNext();
    }
  }

  /** Longest queue drop: a user who has few requests loses none. */
  #refuseOne(): void {
    const counts = new Map<string, number>();
    for (const { recognizeId } of this.#waiting) counts.set(recognizeId, (counts.get(recognizeId) ?? 0) + 1);
    const entry = minBy(this.#waiting, ({ recognizeId }) => -counts.get(recognizeId)!)!;
    this.#waiting.delete(entry);
    entry.refuse();
  }
}

const tooMany = (detail: string) => new RecognizeError('server/too-many', { detail });
