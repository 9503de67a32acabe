/** Computations of transfer keys that start before a request needs them: `ceremonies` for each user within `windowMs`. */
export interface TransferKeyBudget {
  /** At least 1. */
  readonly ceremonies: number;
  /** Milliseconds; 0: unlimited. */
  readonly windowMs: number;
}

/** What each user has spent: the generic cell rate algorithm (ITU-T I.371), which keeps one time for each user. */
export interface KeyBudget {
  /** Milliseconds until the user has spent nothing; 0 for a user who has not computed anything within the window. */
  spent(recognizeId: string): number;
  allows(recognizeId: string): boolean;
  /** Spends one computation. The budget can be exceeded. */
  spend(recognizeId: string): void;
}

/** @param now milliseconds of a clock that never goes back */
export function createKeyBudget({ ceremonies, windowMs }: TransferKeyBudget, now: () => number): KeyBudget {
  const intervalMs = windowMs / ceremonies;
  /** The time at which nothing is spent any more. Users in the order of their last computation. */
  const recoveredAt = new Map<string, number>();

  const spent = (recognizeId: string) => Math.max(0, (recoveredAt.get(recognizeId) ?? 0) - now());

  function deleteRecovered(): void {
    for (const [recognizeId, time] of recoveredAt) {
      if (time > now()) return;
      recoveredAt.delete(recognizeId);
    }
  }

  return {
    spent,
    allows: (recognizeId) => spent(recognizeId) + intervalMs <= windowMs,
    spend(recognizeId) {
      deleteRecovered();
      const time = now() + spent(recognizeId) + intervalMs;
      recoveredAt.delete(recognizeId);
      recoveredAt.set(recognizeId, time);
    },
  };
}
