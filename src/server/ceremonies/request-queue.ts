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

export function createRequestQueue(budget: UserBudget, maxWaiting = MAX_WAITING): RequestQueue {
  /** First requests in the order of arrival. */
  const waiting = new Set<Entry>();
  let firstRunning = 0;
  let laterRunning = 0;
  /** The second and third requests of each user: how many, and the end of the last one, which never rejects. */
  const laterOfUser = new Map<string, { count: number; lastEnd: Promise<unknown> }>();

  function next(): Entry | undefined {
    const entry = minBy(waiting, ({ recognizeId }) => budget.used(recognizeId));
    if (entry === undefined) return undefined;
    // When the one who has spent the least is beyond the budget, so are all others.
    const mayStart = budget.allows(entry.recognizeId)
      ? firstRunning < PARALLEL_FIRST_REQUESTS
      : firstRunning + laterRunning === 0;
    return mayStart ? entry : undefined;
  }

  function startNext(): void {
    for (let entry = next(); entry !== undefined; entry = next()) {
      waiting.delete(entry);
      entry.start();
    }
  }

  /** Longest queue drop: a user who has few requests loses none. */
  function refuseOne(): void {
    const counts = new Map<string, number>();
    for (const { recognizeId } of waiting) counts.set(recognizeId, (counts.get(recognizeId) ?? 0) + 1);
    const entry = minBy(waiting, ({ recognizeId }) => -counts.get(recognizeId)!)!;
    waiting.delete(entry);
    entry.refuse();
  }

  async function runFirst<Result>(
    recognizeId: string,
    work: (withinBudget: boolean) => Promise<Result>,
  ): Promise<Result> {
    const withinBudget = budget.allows(recognizeId);
    // Beyond the budget nothing is spent, so that an attacked account has a request within it again soon.
    if (withinBudget) budget.consume(recognizeId);
    firstRunning++;
    try {
      return await work(withinBudget);
    } finally {
      firstRunning--;
      startNext();
    }
  }

  return {
    first: (recognizeId, work) =>
      new Promise((resolve, reject) => {
        waiting.add({
          recognizeId,
          start: () => void runFirst(recognizeId, work).then(resolve, reject),
          refuse: () => reject(new RecognizeError('server/too-many')),
        });
        startNext();
        if (waiting.size > maxWaiting) refuseOne();
      }),
    async later(recognizeId, work) {
      const ofUser = laterOfUser.get(recognizeId) ?? { count: 0, lastEnd: Promise.resolve() };
      if (ofUser.count === MAX_LATER_OF_USER) throw new RecognizeError('server/too-many');
      laterOfUser.set(recognizeId, ofUser);
      ofUser.count++;
      laterRunning++;
      const result = ofUser.lastEnd.then(work);
      ofUser.lastEnd = result.catch(() => {});
      try {
        return await result;
      } finally {
        if (--ofUser.count === 0) laterOfUser.delete(recognizeId);
        laterRunning--;
        startNext();
      }
    },
  };
}
