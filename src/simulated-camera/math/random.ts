/** Seeded numbers in [0, 1): the mulberry32 generator (public domain, Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One number in [0, 1) for a lattice point; integer arithmetic only, so that every engine agrees. */
function lattice(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth value valueNoise in [-1, 1], one feature per unit. */
export function valueNoise(x: number, y: number, seed: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const a = lattice(xi, yi, seed);
  const b = lattice(xi + 1, yi, seed);
  const c = lattice(xi, yi + 1, seed);
  const d = lattice(xi + 1, yi + 1, seed);
  return 2 * (a + (b - a) * sx + (c - a) * sy + (a - b - c + d) * sx * sy) - 1;
}

/** Three octaves of `valueNoise`, in about [-1, 1]. */
export function fractalNoise(x: number, y: number, seed: number): number {
  return (
    0.57 * valueNoise(x, y, seed) +
    0.29 * valueNoise(2.03 * x, 2.03 * y, seed + 1) +
    0.14 * valueNoise(4.1 * x, 4.1 * y, seed + 2)
  );
}

/** Round cellularSpots, about two in three cells of a unit grid, in [0, 1]: one of random place and size in each. */
export function cellularSpots(x: number, y: number, seed: number): number {
  let most = 0;
  for (let j = Math.floor(y) - 1; j <= Math.floor(y) + 1; j++) {
    for (let i = Math.floor(x) - 1; i <= Math.floor(x) + 1; i++) {
      const size = lattice(i, j, seed) - 0.33;
      if (size <= 0) continue;
      const dx = x - i - lattice(i, j, seed + 1);
      const dy = y - j - lattice(i, j, seed + 2);
      // Math.hypot takes ten times as long, here and for the computeNormals.
      const away = Math.sqrt(dx * dx + dy * dy);
      const radius = 0.12 + 0.3 * size;
      most = Math.max(most, Math.min(1, Math.max(0, 1.6 * (1 - away / radius))));
    }
  }
  return most;
}
