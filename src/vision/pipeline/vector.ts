/** Scalar product of two vectors of one length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Makes `vector` orthogonal to a unit vector, in place. */
export function removeDirection(vector: Float32Array, direction: Float32Array): void {
  const length = dot(vector, direction);
  for (let i = 0; i < vector.length; i++) vector[i]! -= length * direction[i]!;
}

/** Scales to unit length, in place. @returns the length before; 0 for a vector that is shorter than `minLength`, which stays as it is */
export function normalizeInPlace(vector: Float32Array, minLength = 0): number {
  const length = Math.sqrt(dot(vector, vector));
  if (!(length > minLength)) return 0;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return length;
}
