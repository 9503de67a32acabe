/** Hash of a lattice point in [0, 1). Integer arithmetic only, so that all JavaScript engines agree. */
function latticeHash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Value noise in [−1, 1] with one feature per unit, interpolated by smoothstep. */
export function valueNoise(x: number, y: number, seed: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const a = latticeHash(xi, yi, seed);
  const b = latticeHash(xi + 1, yi, seed);
  const c = latticeHash(xi, yi + 1, seed);
  const d = latticeHash(xi + 1, yi + 1, seed);
  return 2 * (a + (b - a) * sx + (c - a) * sy + (a - b - c + d) * sx * sy) - 1;
}

/** Fractal noise: three octaves of value noise, in about [−1, 1]. */
export function fractalNoise(x: number, y: number, seed: number): number {
  return (
    0.57 * valueNoise(x, y, seed) +
    0.29 * valueNoise(2.03 * x, 2.03 * y, seed + 1) +
    0.14 * valueNoise(4.1 * x, 4.1 * y, seed + 2)
  );
}

/** Cellular noise in [0, 1]: about two of three cells of a unit grid hold one round spot of random place and size. */
export function cellularSpots(x: number, y: number, seed: number): number {
  let max = 0;
  for (let j = Math.floor(y) - 1; j <= Math.floor(y) + 1; j++) {
    for (let i = Math.floor(x) - 1; i <= Math.floor(x) + 1; i++) {
      const size = latticeHash(i, j, seed) - 0.33;
      if (size <= 0) continue;
      const dx = x - i - latticeHash(i, j, seed + 1);
      const dy = y - j - latticeHash(i, j, seed + 2);
      // Math.hypot takes ten times as long.
      const distance = Math.sqrt(dx * dx + dy * dy);
      const radius = 0.12 + 0.3 * size;
      max = Math.max(max, Math.min(1, Math.max(0, 1.6 * (1 - distance / radius))));
    }
  }
  return max;
}
