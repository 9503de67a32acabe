import { dot, meanOf, normalizeInPlace, subtract } from '../vector.ts';
import type { Quality } from '../vision/types.ts';

/** An embedding of one frame. */
export interface Sample {
  /** Unit vector. */
  readonly embedding: Float32Array;
  /** How much it counts in the mean, above 0 to 1; see `sampleWeight`. */
  readonly weight: number;
}

/**
 * Least cosine between two samples of one face after the population mean is subtracted. Samples of one person taken moments apart lie far
 * above it, different people near 0: one pair in 1,800 (LFW, bundled network) reaches it. A higher limit drops pictures that help: with 0.5, the
 * FNMR of fused references is 4.0 instead of 1.4 % when each person counts once.
 */
const MIN_SAME_FACE_COSINE = 0.4;
/** Least fraction of the samples that must show one face. */
const MIN_MAJORITY = 2 / 3;

/** Distance of the eyes, in pixels of the frame, from which more pixels do not help: the crop that is embedded has 35 between them. */
const FULL_WEIGHT_SIZE = 60;
/** Degrees of yaw or pitch at which a sample counts half. */
const HALF_WEIGHT_ANGLE = 30;
/** Sharpness from which more does not help. */
const FULL_WEIGHT_SHARPNESS = 0.65;
/** A sample that passed the limits of quality counts at least this much. */
const MIN_WEIGHT = 0.1;

/** How much a sample of this quality counts in the mean, `MIN_WEIGHT`..1: large, sharp and frontal faces count most. */
export function sampleWeight({ size, sharpness, yaw, pitch }: Quality): number {
  const angle = Math.hypot(yaw, pitch) / HALF_WEIGHT_ANGLE;
  const weight =
    Math.min(1, size / FULL_WEIGHT_SIZE) *
    Math.min(1, sharpness / FULL_WEIGHT_SHARPNESS) *
    (1 / (1 + angle * angle));
  return Math.max(MIN_WEIGHT, weight);
}

/**
 * Fuses several embeddings of a face into one: the weighted mean of those that are similar to the most central sample.
 *
 * @param center the population mean; without subtracting it, all faces look similar
 * @param required least number of similar samples
 * @returns a unit vector; `undefined` while fewer samples are similar, or when more than a third show another face. Intermediate results
 *   are overwritten.
 */
export function fuse(
  samples: readonly Sample[],
  center: ArrayLike<number>,
  required: number,
): Float32Array | undefined {
  if (!canFuse(samples, center, required)) return undefined;
  const similar = similarSamples(samples, center);
  const fused = meanOf(
    similar.map(({ embedding }) => embedding),
    similar.map(({ weight }) => weight),
  );
  normalizeInPlace(fused);
  return fused;
}

/** Whether `fuse` returns a vector for these arguments. */
export function canFuse(samples: readonly Sample[], center: ArrayLike<number>, required: number): boolean {
  if (samples.length < required) return false;
  const { length } = similarSamples(samples, center);
  return length >= required && length >= MIN_MAJORITY * samples.length;
}

/** The samples that show the face of the most central sample. */
export function similarSamples<Item extends Sample>(
  samples: readonly Item[],
  center: ArrayLike<number>,
): readonly Item[] {
  if (samples.length === 0) return [];
  const similarity = similarityToMostCentral(samples, center);
  return samples.filter((_, i) => similarity[i]! >= MIN_SAME_FACE_COSINE);
}

/** Cosine of each centered sample to the one with the largest weighted sum of cosines to all samples. */
function similarityToMostCentral(samples: readonly Sample[], center: ArrayLike<number>): readonly number[] {
  const centered = samples.map(({ embedding }) => subtract(embedding, center));
  for (const sample of centered) normalizeInPlace(sample);
  const cosines = centered.map((a) => centered.map((b) => dot(a, b)));
  for (const sample of centered) sample.fill(0);
  const sums = cosines.map((row) => row.reduce((sum, value, i) => sum + value * samples[i]!.weight, 0));
  return cosines[sums.indexOf(Math.max(...sums))]!;
}
