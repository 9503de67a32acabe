/** Number of real spherical harmonics up to band 2. Ramamoorthi & Hanrahan 2001 show that they suffice for diffuse light. */
export const SH_COUNT = 9;

/** Evaluates the nine real spherical harmonics in the direction of a unit vector; writes them to `out` from `at`. */
export function evaluateHarmonics(x: number, y: number, z: number, out: Float32Array, at: number): void {
  out[at] = 0.282095;
  out[at + 1] = 0.488603 * y;
  out[at + 2] = 0.488603 * z;
  out[at + 3] = 0.488603 * x;
  out[at + 4] = 1.092548 * x * y;
  out[at + 5] = 1.092548 * y * z;
  out[at + 6] = 0.315392 * (3 * z * z - 1);
  out[at + 7] = 1.092548 * x * z;
  out[at + 8] = 0.546274 * (x * x - y * y);
}

/** Coefficients of the clamped cosine for each harmonic, divided by π (Ramamoorthi & Hanrahan 2001). */
const CLAMPED_COSINE = [1, 2 / 3, 2 / 3, 2 / 3, 0.25, 0.25, 0.25, 0.25, 0.25] as const;

/** Radiance transfer of an unshadowed vertex with this unit normal, scaled by `visibility` (0…1); written to `out` from `at`. */
export function unshadowedTransfer(
  x: number,
  y: number,
  z: number,
  visibility: number,
  out: Float32Array,
  at: number,
): void {
  evaluateHarmonics(x, y, z, out, at);
  for (let k = 0; k < SH_COUNT; k++) out[at + k] = out[at + k]! * CLAMPED_COSINE[k]! * visibility;
}

/** π · (3 − √5) */
const GOLDEN_ANGLE = 2.399963229728653;

/** `count` unit vectors evenly spread over the sphere (Fibonacci lattice). */
export function sphereDirections(count: number): Float32Array {
  const out = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const y = 1 - (2 * (i + 0.5)) / count;
    const radius = Math.sqrt(1 - y * y);
    const angle = i * GOLDEN_ANGLE;
    out[3 * i] = radius * Math.cos(angle);
    out[3 * i + 1] = y;
    out[3 * i + 2] = radius * Math.sin(angle);
  }
  return out;
}
