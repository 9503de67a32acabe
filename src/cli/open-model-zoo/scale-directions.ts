import type { Weights } from './weights.ts';

/** Directions of the output of a net, and the factor by which components along them are multiplied. */
export interface ScaledDirections {
  /** Orthonormal vectors, one number per output. */
  readonly directions: readonly Float32Array[];
  readonly scale: number;
}

/**
 * Scales the output of the last layer along some directions by changing its weights: K becomes (I − (1 − scale) · Σ u·uᵀ) · K. All arithmetic is
 * in float64 and in a fixed order, so that the result is the same on every machine.
 *
 * @param weights of a layer without bias, outputs first
 */
export function scaleDirections(
  { shape, values }: Weights,
  { directions, scale }: ScaledDirections,
): Weights {
  const outputs = shape[0]!;
  const size = values.length / outputs;
  const scaled = Float64Array.from(values);
  for (const direction of directions) {
    for (let column = 0; column < size; column++) {
      let component = 0;
      for (let row = 0; row < outputs; row++) component += direction[row]! * values[row * size + column]!;
      for (let row = 0; row < outputs; row++)
        scaled[row * size + column]! -= (1 - scale) * direction[row]! * component;
    }
  }
  return { shape, values: Float32Array.from(scaled) };
}
