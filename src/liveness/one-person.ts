import { cosine, meanOf, subtract } from '../vector.ts';

/**
 * Least cosine between the mean embeddings of two frontal phases of one person, after the population mean is subtracted. One person moments
 * apart lies far above it, different people near 0.
 */
const MIN_SAME_PERSON_COSINE = 0.4;

/**
 * Whether all frontal phases of a capture show one person. A film that was cut together from several people does not.
 *
 * @param fronts unit vectors (embeddings) of each frontal phase, grouped by `ChallengeState.fronts`; empty groups are ignored
 * @param center the population mean, `Vision.center`
 */
export function isOnePerson(
  fronts: readonly (readonly Float32Array[])[],
  center: ArrayLike<number>,
): boolean {
  const means = fronts
    .filter((samples) => samples.length > 0)
    .map((samples) => centeredMean(samples, center));
  const isOne = means.every((a, i) =>
    means.slice(i + 1).every((b) => cosine(a, b) >= MIN_SAME_PERSON_COSINE),
  );
  for (const mean of means) mean.fill(0);
  return isOne;
}

/** The mean of all samples is overwritten. */
function centeredMean(samples: readonly Float32Array[], center: ArrayLike<number>): Float32Array {
  const mean = meanOf(samples);
  const centered = subtract(mean, center);
  mean.fill(0);
  return centered;
}
