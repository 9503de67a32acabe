/**
 * Whether all frontal phases of a capture show one person. A film that was cut together from several people does not.
 *
 * @param fronts unit vectors (embeddings) of each frontal phase, grouped by `ChallengeState.fronts`; empty groups are ignored
 * @param center the population mean, `Vision.center`
 */
export declare function isOnePerson(
  fronts: readonly (readonly Float32Array[])[],
  center: ArrayLike<number>,
): boolean;
