import type { Movement } from '../wire/liveness.ts';

/**
 * Least median residual of the alignment (`Planarity.residual`) over the frames of a movement that a head leaves.
 *
 * Measured with the bundled detector at 320 × 240 to 960 × 540. Turns by 18° and more: a man in studio light 0.17 and more, a man before
 * a backlit webcam 0.35 and more, 14 simulated people 0.09 and more. Up and down: the man in the studio (down) 0.16 and more, simulated people
 * 0.04 and more. Flat prints that are turned by up to 45°, with noise, glare and a gradient of light: median 0.002, one frame in ten
 * above 0.03; none of them reads as a turn by 18°. A print that is bent around a cylinder of 10 to 14 cm radius is no flat picture: it
 * leaves 0.02 to 0.3, as simulated people do.
 */
const MIN_RESIDUAL: Partial<Record<Movement, number>> = { left: 0.05, right: 0.05, up: 0.015, down: 0.015 };

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
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return ((sorted[middle] ?? Number.NaN) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN)) / 2;
}
