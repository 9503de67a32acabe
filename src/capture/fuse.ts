/**
 * Least cosine between two samples of one face after the population mean is subtracted. Samples of one person taken moments apart lie far
 * above it, different people near 0.
 */
const MIN_SAME_FACE_COSINE = 0.5;
/** Least fraction of the samples that must show one face. */
const MIN_MAJORITY = 2 / 3;

/**
 * Fuses several embeddings of a face into one: those that are similar to the most central sample are averaged.
 *
 * @param samples unit vectors
 * @param center the population mean; without subtracting it, all faces look similar
 * @param required least number of similar samples
 * @returns a unit vector; `undefined` while fewer samples are similar, or when more than a third show another face. Intermediate results
 *   are overwritten.
 */
export function fuse(
  samples: readonly Float32Array[],
  center: ArrayLike<number>,
  required: number,
): Float32Array | undefined {
  if (samples.length < required) return undefined;
  const similarity = similarityToMostCentral(samples, center);
  const similar = samples.filter((_, i) => similarity[i]! >= MIN_SAME_FACE_COSINE);
  if (similar.length < required || similar.length < MIN_MAJORITY * samples.length) return undefined;
  const total = new Float32Array(similar[0]!.length);
  for (const sample of similar) for (let i = 0; i < total.length; i++) total[i]! += sample[i]!;
  return normalizeInPlace(total);
}

/** Cosine of each centered sample to the one with the largest sum of cosines to all samples. */
function similarityToMostCentral(
  samples: readonly Float32Array[],
  center: ArrayLike<number>,
): readonly number[] {
  const centered = samples.map((sample) =>
    normalizeInPlace(sample.map((value, i) => value - (center[i] ?? 0))),
  );
  const cosines = centered.map((a) => centered.map((b) => dot(a, b)));
  for (const sample of centered) sample.fill(0);
  const sums = cosines.map((row) => row.reduce((sum, value) => sum + value, 0));
  return cosines[sums.indexOf(Math.max(...sums))]!;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** In place, so that no second copy of biometric data remains in memory. */
function normalizeInPlace(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}
