import type { Movement } from '../wire/liveness.ts';

/**
 * Least median residual of the alignment (`Planarity.residual`) over the frames of a movement that a head leaves.
 *
 * Measured with frames of 640 × 480 and the bundled detector. Turns by 18° and more: a man in studio light 0.17 and more, ten
 * simulated people 0.064 and more (median 0.3); flat prints at most 0.004. Up and down: the man 0.09 and more, simulated people 0.018 and
 * more (median 0.15); flat prints at most 0.002. A print that is bent around a cylinder leaves 0.02 to 0.3 and is no longer flat.
 */
const MIN_RESIDUAL: Partial<Record<Movement, number>> = { left: 0.035, right: 0.035, up: 0.008, down: 0.008 };

/**
 * Whether the face in front of the camera is a flat picture: it followed a homography in one of the movements, or no frame of a
 * movement could be compared. Moving closer leaves 0.002 to 0.03 with heads, which is too little to tell.
 *
 * @param residuals for each movement, the residuals of its frames
 */
export function isFlat(
  movements: readonly Movement[],
  residuals: readonly (readonly number[] | undefined)[],
): boolean {
  return movements.some((movement, i) => {
    const least = MIN_RESIDUAL[movement];
    return least !== undefined && !(median(residuals[i] ?? []) >= least);
  });
}

/** NaN for an empty list. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return ((sorted[middle] ?? Number.NaN) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN)) / 2;
}
