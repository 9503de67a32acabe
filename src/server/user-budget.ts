/** First requests of one user that have priority: so many within `windowMs`. */
export interface FirstRequestBudget {
  /** At least 1. */
  readonly requests: number;
  /** Milliseconds; 0: unlimited. */
  readonly windowMs: number;
}

/** What each user has spent: the generic cell rate algorithm (ITU-T I.371), which keeps one time for each user. */
export interface UserBudget {
  /** Milliseconds until the user has spent nothing; 0 for a user who has spent nothing within the window. */
  used(recognizeId: string): number;
  /** Whether the user can spend one more request. */
  allows(recognizeId: string): boolean;
  consume(recognizeId: string): void;
}

/** @param now milliseconds of a clock that never goes back */
export function createUserBudget(
  { requests, windowMs }: FirstRequestBudget,
  now: () => number = () => performance.now(),
): UserBudget {
  const intervalMs = windowMs / requests;
  /** The time at which nothing is spent any more. Users in the order of their last request. */
  const recoveredAt = new Map<string, number>();

  const used = (recognizeId: string) => Math.max(0, (recoveredAt.get(recognizeId) ?? 0) - now());

  function deleteRecovered(): void {
    for (const [recognizeId, time] of recoveredAt) {
      if (time > now()) return;
      recoveredAt.delete(recognizeId);
    }
  }

  return {
    used,
    allows: (recognizeId) => used(recognizeId) + intervalMs <= windowMs,
    consume(recognizeId) {
      deleteRecovered();
      const time = now() + used(recognizeId) + intervalMs;
      recoveredAt.delete(recognizeId);
      recoveredAt.set(recognizeId, time);
    },
  };
}
