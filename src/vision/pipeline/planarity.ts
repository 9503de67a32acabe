import type { Frame, Landmarks, Planarity, Point } from '../types.ts';
import { ARCFACE_TEMPLATE } from './arcface-template.ts';
import { blur, halve } from './blur.ts';
import { fitHomography, type Homography, project } from './homography.ts';
import { BORDER_RATIO, HomographyAlignment } from './homography-alignment.ts';
import { readLuma } from './luma-patch.ts';
import { apply, fitSimilarity } from './similarity.ts';

/** Side of the reference in pixels, and of a patch with its border. */
const SIDE = 64;
const PATCH_SIDE = SIDE * (1 + 2 * BORDER_RATIO);
/** Side, left and top of the compared part of the face in the 112 px ArcFace crop: from brows to chin. */
const INNER = { side: 96, left: 8, top: 18 };
/** The ArcFace template in a patch, in pixels. */
const TEMPLATE = ARCFACE_TEMPLATE.map(
  ([x, y]): Point => ({
    x: (x - INNER.left) * (SIDE / INNER.side) + SIDE * BORDER_RATIO,
    y: (y - INNER.top) * (SIDE / INNER.side) + SIDE * BORDER_RATIO,
  }),
);
/** Limits of the steps at half and at full resolution; more do not lower the residual of a flat picture. */
const STEPS = { coarse: 20, fine: 8 };

/** Compares faces with a frontal reference. A comparison takes about 2 ms on a laptop and allocates next to nothing. */
export class PlanarityMeter {
  readonly #coarse = new HomographyAlignment(SIDE / 2);
  readonly #fine = new HomographyAlignment(SIDE);
  readonly #patch = new Float32Array(PATCH_SIDE ** 2);
  readonly #halfPatch = new Float32Array((PATCH_SIDE / 2) ** 2);
  readonly #scratch = new Float32Array(PATCH_SIDE ** 2);
  /** Landmarks of the reference in its patch, −1…1. */
  #landmarks: readonly Point[] | undefined;

  /** Takes a frontal face as the reference. @param landmarks in pixels of the frame */
  setReference(frame: Frame, landmarks: Landmarks): void {
    const placed = this.#readPatches(frame, landmarks);
    const hasTexture = this.#coarse.setReference(this.#halfPatch) && this.#fine.setReference(this.#patch);
    this.#landmarks = hasTexture ? placed : undefined;
  }

  /** Compares a face with the reference. @returns undefined without a reference, or if the landmarks do not span a face */
  compare(frame: Frame, landmarks: Landmarks): Planarity | undefined {
    if (this.#landmarks === undefined) return undefined;
    const placed = this.#readPatches(frame, landmarks);
    const byCorners = fitHomography(corners(this.#landmarks), corners(placed));
    if (byCorners === undefined) return undefined;
    const noseResidual = noseDistance(byCorners, this.#landmarks, placed);
    return { residual: this.#align(byCorners), noseResidual };
  }

  /** Overwrites the reference and what was computed from frames. */
  forget(): void {
    this.#landmarks = undefined;
    this.#coarse.forget();
    this.#fine.forget();
    for (const buffer of [this.#patch, this.#halfPatch, this.#scratch]) buffer.fill(0);
  }

  /** Starts from the four corners, and from the similarity that made the patch, because the landmarks have errors. */
  #align(byCorners: Homography): number {
    const plain = IDENTITY.slice();
    const cornersResidual = this.#coarse.align(this.#halfPatch, byCorners, STEPS.coarse);
    const plainResidual = this.#coarse.align(this.#halfPatch, plain, STEPS.coarse);
    return this.#fine.align(this.#patch, plainResidual < cornersResidual ? plain : byCorners, STEPS.fine);
  }

  /** Fills the patches with the luma of the upright face. @returns the landmarks in the patch, −1…1 */
  #readPatches(frame: Frame, landmarks: Landmarks): readonly Point[] {
    const similarity = fitSimilarity(landmarks, TEMPLATE);
    readLuma(frame, similarity, PATCH_SIDE, this.#patch);
    blur(this.#patch, PATCH_SIDE, this.#scratch);
    halve(this.#patch, PATCH_SIDE, this.#halfPatch);
    blur(this.#halfPatch, PATCH_SIDE / 2, this.#scratch);
    return landmarks.map((landmark) => toUnits(apply(similarity, landmark)));
  }
}

const IDENTITY: Homography = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

/** Eyes and mouth corners. */
const corners = ([left, right, , mouthLeft, mouthRight]: readonly Point[]): readonly Point[] => [
  left!,
  right!,
  mouthLeft!,
  mouthRight!,
];

/** From pixels of a patch to the positions of `HomographyAlignment`. */
const toUnits = ({ x, y }: Point): Point => ({
  x: (2 * x - PATCH_SIDE + 1) / SIDE,
  y: (2 * y - PATCH_SIDE + 1) / SIDE,
});

/** How far the nose tip lies from where the homography puts it, in eye distances of the reference. */
function noseDistance(homography: Homography, reference: readonly Point[], placed: readonly Point[]): number {
  const [left, right, nose] = reference;
  const expected = project(homography, nose!);
  const distance = Math.hypot(placed[2]!.x - expected.x, placed[2]!.y - expected.y);
  return distance / Math.hypot(right!.x - left!.x, right!.y - left!.y);
}
