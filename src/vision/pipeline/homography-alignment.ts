import { dot, normalizeInPlace, removeDirection } from '../../vector.ts';
import { compose, type Homography, invertHomography, solve } from './homography.ts';

/** Width of the border around the reference in a patch, as a fraction of the reference's side: a turned face still lies inside. */
export const BORDER_RATIO = 0.25;
/** Half axes of the ellipse that is compared, in halves of the side: the face without its outline and the background. */
const ELLIPSE = { x: 0.95, y: 0.98 };
/** Length of a step, in sides of the reference, below which the alignment has converged. */
const MIN_STEP = 0.0005;
/** Added to the diagonal of the normal equations, relative to its values, so that directions without texture stay still. */
const DAMPING = 0.002;
/** Least correlation at which a step makes sense. */
const MIN_CORRELATION = 0.05;
/** Least standard deviation of the luma, in levels of 0..255, of a picture that can be compared. */
const MIN_CONTRAST = 0.5;
/** Degrees of freedom of a homography. */
const PARAMETERS = 8;

/**
 * Finds the homography under which a patch agrees best with a reference, up to brightness, contrast and a linear gradient of light:
 * Gauss–Newton steps of the inverse compositional Lucas–Kanade method (Baker & Matthews 2004), whose derivatives depend only on the
 * reference. Buffers are allocated once.
 *
 * Positions are −1…1 over the sides of the reference, in the patch too, so that homographies hold for every resolution.
 */
export class HomographyAlignment {
  readonly #side: number;
  readonly #patchSide: number;
  /** Indices and positions of the pixels in the ellipse. */
  readonly #pixels: Int32Array;
  readonly #xs: Float32Array;
  readonly #ys: Float32Array;
  /** Orthonormal functions of light over the ellipse: constant, x, y. */
  readonly #light: readonly Float32Array[];
  /** The reference without light, unit length. */
  readonly #reference: Float32Array;
  readonly #sampled: Float32Array;
  /** Derivatives of the reference, `PARAMETERS` for each pixel, without light and without the reference's own direction. */
  readonly #derivatives: Float32Array;
  readonly #hessian = new Float64Array(PARAMETERS * PARAMETERS);
  readonly #matrix = new Float64Array(PARAMETERS * PARAMETERS);
  readonly #step = new Float64Array(PARAMETERS);
  readonly #current = new Float64Array(9);
  readonly #change = new Float64Array(9);
  readonly #inverse = new Float64Array(9);
  readonly #composed = new Float64Array(9);

  /** @param side of the reference in pixels, a multiple of 4; patches have a border of `BORDER_RATIO` in addition */
  constructor(side: number) {
    this.#side = side;
    this.#patchSide = side * (1 + 2 * BORDER_RATIO);
    const position = (pixel: number) => (2 * pixel - side + 1) / side;
    const inside = Array.from({ length: side * side }, (_, i) => i).filter(
      (i) => Math.hypot(position(i % side) / ELLIPSE.x, position(Math.floor(i / side)) / ELLIPSE.y) <= 1,
    );
    this.#pixels = Int32Array.from(inside);
    this.#xs = Float32Array.from(inside, (i) => position(i % side));
    this.#ys = Float32Array.from(inside, (i) => position(Math.floor(i / side)));
    this.#reference = new Float32Array(inside.length);
    this.#sampled = new Float32Array(inside.length);
    this.#derivatives = new Float32Array(PARAMETERS * inside.length);
    this.#light = [new Float32Array(inside.length).fill(1), this.#xs.slice(), this.#ys.slice()];
    this.#light.forEach((basis, k) => {
      for (const earlier of this.#light.slice(0, k)) removeDirection(basis, earlier);
      normalizeInPlace(basis);
    });
  }

  /** Takes the middle of a patch as the reference. @returns false if it has no texture */
  setReference(patch: Float32Array): boolean {
    const corner = this.#side * BORDER_RATIO * (this.#patchSide + 1);
    const at = (pixel: number) =>
      corner + Math.floor(pixel / this.#side) * this.#patchSide + (pixel % this.#side);
    const reference = this.#reference;
    for (let i = 0; i < reference.length; i++) reference[i] = patch[at(this.#pixels[i]!)]!;
    for (const basis of this.#light) removeDirection(reference, basis);
    const scale = normalizeInPlace(reference, MIN_CONTRAST * Math.sqrt(reference.length));
    if (scale === 0) return false;
    const column = this.#sampled;
    for (let k = 0; k < PARAMETERS; k++) {
      for (let i = 0; i < column.length; i++)
        column[i] = this.#derivative(patch, at(this.#pixels[i]!), i, k) / scale;
      for (const basis of this.#light) removeDirection(column, basis);
      removeDirection(column, reference);
      for (let i = 0; i < column.length; i++) this.#derivatives[PARAMETERS * i + k] = column[i]!;
    }
    this.#computeHessian();
    return true;
  }

  /**
   * Improves a homography from the reference to the patch, in place.
   *
   * @param steps at most this many
   * @returns 1 − correlation of reference and patch under the improved homography, 0..2
   */
  align(patch: Float32Array, homography: Homography, steps: number): number {
    this.#current.set(homography);
    let best = 2;
    for (let step = 0; step <= steps; step++) {
      const correlation = this.#sample(patch);
      if (1 - correlation < best) {
        best = 1 - correlation;
        homography.set(this.#current);
      }
      if (step === steps || correlation < MIN_CORRELATION) break;
      if (!this.#solveStep(correlation) || !this.#applyStep() || this.#stepLength() < MIN_STEP) break;
    }
    // Rounding may exceed a correlation of 1.
    return Math.max(0, best);
  }

  /** Overwrites everything that came from pixels. */
  forget(): void {
    for (const buffer of [this.#reference, this.#sampled, this.#derivatives]) buffer.fill(0);
  }

  /** Derivative of the reference's pixel `i` by parameter `k`, at the identity. */
  #derivative(patch: Float32Array, at: number, i: number, k: number): number {
    const x = this.#xs[i]!;
    const y = this.#ys[i]!;
    const gx = (patch[at + 1]! - patch[at - 1]!) * (this.#side / 4);
    const gy = (patch[at + this.#patchSide]! - patch[at - this.#patchSide]!) * (this.#side / 4);
    if (k >= 6) return -(k === 6 ? x : y) * (gx * x + gy * y);
    return (k < 3 ? gx : gy) * (k % 3 === 0 ? x : k % 3 === 1 ? y : 1);
  }

  #computeHessian(): void {
    const sums = this.#hessian.fill(0);
    const derivatives = this.#derivatives;
    for (let at = 0; at < derivatives.length; at += PARAMETERS) {
      for (let j = 0; j < PARAMETERS; j++) {
        const value = derivatives[at + j]!;
        for (let k = 0; k < PARAMETERS; k++) sums[PARAMETERS * j + k]! += value * derivatives[at + k]!;
      }
    }
    for (let j = 0; j < PARAMETERS; j++) sums[PARAMETERS * j + j]! *= 1 + DAMPING;
  }

  /** Samples the patch under the current homography. @returns the correlation with the reference */
  #sample(patch: Float32Array): number {
    const [a, b, c, d, e, f, g, h] = this.#current as unknown as FirstEight;
    const sampled = this.#sampled;
    const half = this.#side / 2;
    const center = (this.#patchSide - 1) / 2;
    for (let i = 0; i < sampled.length; i++) {
      const x = this.#xs[i]!;
      const y = this.#ys[i]!;
      const scale = half / (g * x + h * y + 1);
      const u = center + (a * x + b * y + c) * scale;
      const v = center + (d * x + e * y + f) * scale;
      sampled[i] = bilinear(patch, this.#patchSide, u, v);
    }
    for (const basis of this.#light) removeDirection(sampled, basis);
    const minLength = MIN_CONTRAST * Math.sqrt(sampled.length);
    return normalizeInPlace(sampled, minLength) === 0 ? 0 : dot(sampled, this.#reference);
  }

  /** Computes the step. @returns false if the equations have no solution */
  #solveStep(correlation: number): boolean {
    const step = this.#step.fill(0);
    const derivatives = this.#derivatives;
    for (let i = 0, at = 0; i < this.#sampled.length; i++, at += PARAMETERS) {
      const value = this.#sampled[i]!;
      for (let k = 0; k < PARAMETERS; k++) step[k]! += value * derivatives[at + k]!;
    }
    for (let k = 0; k < PARAMETERS; k++) step[k]! /= correlation;
    this.#matrix.set(this.#hessian);
    return solve(this.#matrix, step);
  }

  /** Composes the current homography with the inverse of the step. @returns false if that is impossible */
  #applyStep(): boolean {
    this.#change.set(this.#step);
    this.#change[0]! += 1;
    this.#change[4]! += 1;
    this.#change[8] = 1;
    if (!invertHomography(this.#change, this.#inverse)) return false;
    if (!compose(this.#current, this.#inverse, this.#composed)) return false;
    this.#current.set(this.#composed);
    return true;
  }

  #stepLength(): number {
    let sum = 0;
    for (const value of this.#step) sum += value * value;
    return Math.sqrt(sum) / 2;
  }
}

type FirstEight = readonly [number, number, number, number, number, number, number, number];

/** The patch at a position in pixels; beyond its border the nearest pixel. */
function bilinear(patch: Float32Array, side: number, x: number, y: number): number {
  const limit = side - 1.001;
  const cx = Math.min(limit, Math.max(0, x));
  const cy = Math.min(limit, Math.max(0, y));
  const left = cx | 0;
  const top = cy | 0;
  const right = cx - left;
  const at = top * side + left;
  const upper = patch[at]! + right * (patch[at + 1]! - patch[at]!);
  const lower = patch[at + side]! + right * (patch[at + side + 1]! - patch[at + side]!);
  return upper + (cy - top) * (lower - upper);
}
