/**
 * A source of embeddings of one synthetic person: 256-dimensional unit vectors around a fixed direction.
 *
 * @param seed the person
 * @param noise standard deviation of the noise in each embedding, relative to that of the direction
 */
export function syntheticFace(seed: number, noise = 0.25): () => Float32Array {
  const direction = gaussians(seed);
  let sample = seed * 1000;
  return () => {
    const deviation = gaussians(++sample);
    return unit(direction.map((value, i) => value + noise * deviation[i]!));
  };
}

/** 256 normally distributed numbers (Box–Muller over a linear congruential generator), the same for the same seed. */
function gaussians(seed: number): Float32Array {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (let i = 0; i < 20; i++) next();
  return Float32Array.from(
    { length: 256 },
    () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next()),
  );
}

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}
