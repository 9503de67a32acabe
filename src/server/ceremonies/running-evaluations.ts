interface Ceremony {
  readonly ceremonyId: string;
  readonly recognizeId: string;
}

/** The ceremonies whose EvaluateRequest this process is evaluating. */
export interface RunningEvaluations {
  /**
   * Runs `work`, which evaluates a request of the ceremony, after earlier ones of the same user have ended. So the threads never have more
   * than one evaluation of a user, however many requests arrive.
   */
  run<Result>(ceremony: Ceremony, work: () => Promise<Result>): Promise<Result>;
  /** Whether a request of the ceremony is evaluated, or waits for that. */
  has(ceremonyId: string): boolean;
}

export function createRunningEvaluations(): RunningEvaluations {
  /** Number of parallel requests of each ceremony. */
  const counts = new Map<string, number>();
  /** The end of the last evaluation of each user. It never rejects. */
  const lastOfUser = new Map<string, Promise<unknown>>();
  return {
    async run({ ceremonyId, recognizeId }, work) {
      counts.set(ceremonyId, (counts.get(ceremonyId) ?? 0) + 1);
      const result = (lastOfUser.get(recognizeId) ?? Promise.resolve()).then(work);
      const ended = result.catch(() => {});
      lastOfUser.set(recognizeId, ended);
      try {
        return await result;
      } finally {
        if (lastOfUser.get(recognizeId) === ended) lastOfUser.delete(recognizeId);
        const remaining = counts.get(ceremonyId)! - 1;
        if (remaining === 0) counts.delete(ceremonyId);
        else counts.set(ceremonyId, remaining);
      }
    },
    has: (ceremonyId) => counts.has(ceremonyId),
  };
}
