/** Scalar product of two vectors of one length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Cosine of the angle between two vectors of one length; 0 if one of them is zero. */
export const cosine = (a: Float32Array, b: Float32Array): number =>
  dot(a, b) / (Math.sqrt(dot(a, a) * dot(b, b)) || 1);

/** Mean of vectors of one length. @param weights one for each vector, with a sum above 0; default: all the same */
export function meanOf(
  vectors: readonly Float32Array[],
  weights: readonly number[] = vectors.map(() => 1),
): Float32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return vectors[0]!.map(
    (_, i) => vectors.reduce((sum, vector, k) => sum + weights[k]! * vector[i]!, 0) / total,
  );
}

/** The difference of two vectors of one length. */
export const subtract = (a: Float32Array, b: ArrayLike<number>): Float32Array =>
  a.map((value, i) => value - b[i]!);

/** Makes `vector` orthogonal to a unit vector, in place. */
export function removeDirection(vector: Float32Array, direction: Float32Array): void {
  const length = dot(vector, direction);
  for (let i = 0; i < vector.length; i++) vector[i]! -= length * direction[i]!;
}

/** Scales to unit length, in place. @returns the length before; 0 for a vector that is not longer than `minLength`, which stays as it is */
export function normalizeInPlace(vector: Float32Array, minLength = 0): number {
  const length = Math.sqrt(dot(vector, vector));
  if (!(length > minLength)) return 0;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return length;
}
