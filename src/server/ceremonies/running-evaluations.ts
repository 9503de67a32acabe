/** The ceremonies whose EvaluateRequest this process is evaluating. */
export interface RunningEvaluations {
  /** Runs `work`, which evaluates a request of the ceremony. */
  during<Result>(ceremonyId: string, work: () => Promise<Result>): Promise<Result>;
  has(ceremonyId: string): boolean;
}

export function createRunningEvaluations(): RunningEvaluations {
  /** Number of parallel requests of each ceremony. */
  const counts = new Map<string, number>();
  return {
    async during(ceremonyId, work) {
      counts.set(ceremonyId, (counts.get(ceremonyId) ?? 0) + 1);
      try {
        return await work();
      } finally {
        const remaining = counts.get(ceremonyId)! - 1;
        if (remaining === 0) counts.delete(ceremonyId);
        else counts.set(ceremonyId, remaining);
      }
    },
    has: (ceremonyId) => counts.has(ceremonyId),
  };
}
