/**
 * The ceremonies whose EvaluateResponse this process has stored, until they expire. A second response to one batch of transfers would
 * reveal the server share. The database prevents it, unless its writer puts back the row from before the first response.
 */
export interface EvaluatedCeremonies {
  /**
   * Call it in the transaction that stores the response.
   *
   * @param evaluation identifies the response, because a transaction can run twice
   * @param expires milliseconds since the epoch
   * @returns false when the ceremony has another response already
   */
  add(ceremonyId: string, evaluation: object, expires: number): boolean;
  /** Call it when the transaction has failed. */
  remove(ceremonyId: string, evaluation: object): void;
}

/** @param now returns milliseconds since the epoch */
export function createEvaluatedCeremonies(now: () => number): EvaluatedCeremonies {
  const entries = new Map<string, { readonly evaluation: object; readonly expires: number }>();

  /** The entries are nearly in the order of their ends, so the first one that has not expired ends the search. */
  function removeExpired(): void {
    for (const [ceremonyId, { expires }] of entries) {
      if (expires > now()) return;
      entries.delete(ceremonyId);
    }
  }

  return {
    add(ceremonyId, evaluation, expires) {
      removeExpired();
      const existing = entries.get(ceremonyId);
      if (existing !== undefined) return existing.evaluation === evaluation;
      entries.set(ceremonyId, { evaluation, expires });
      return true;
    },
    remove(ceremonyId, evaluation) {
      if (entries.get(ceremonyId)?.evaluation === evaluation) entries.delete(ceremonyId);
    },
  };
}
