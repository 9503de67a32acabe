/** Unit vectors of one drawn person: the same direction with a little noise at each look. */
export function drawnFace(seed: number, noise = 0.25): () => Float32Array {
  const direction = gaussians(seed);
  let look = seed * 1000;
  return () => {
    const other = gaussians(++look);
    return unit(direction.map((value, i) => value + noise * other[i]!));
  };
}

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
