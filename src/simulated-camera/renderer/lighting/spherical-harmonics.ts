/** Number of real spherical evaluateHarmonics up to order 2 (Ramamoorthi & Hanrahan 2001 use the same nine for soft light). */
export const SH_COUNT = 9;

/** The nine real spherical evaluateHarmonics in a unit direction, written to `out` from `at`. */
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

/** Share of each order that a clamped cosine lets through, over π. */
const COSINE = [1, 2 / 3, 2 / 3, 2 / 3, 0.25, 0.25, 0.25, 0.25, 0.25] as const;

/** What an unshadowed surface with this normal takes of each harmonic, times `open`. */
export function unshadowedTransfer(
  x: number,
  y: number,
  z: number,
  open: number,
  out: Float32Array,
  at: number,
): void {
  evaluateHarmonics(x, y, z, out, at);
  for (let k = 0; k < SH_COUNT; k++) out[at + k] = out[at + k]! * COSINE[k]! * open;
}

/** `count` sphereDirections spread evenly over the sphere (golden spiral). */
export function sphereDirections(count: number): Float32Array {
  const out = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const y = 1 - (2 * (i + 0.5)) / count;
    const ring = Math.sqrt(1 - y * y);
    const turn = i * 2.399963229728653;
    out[3 * i] = ring * Math.cos(turn);
    out[3 * i + 1] = y;
    out[3 * i + 2] = ring * Math.sin(turn);
  }
  return out;
}
