import type { Box, Face } from '../types.ts';

/**
 * A face counts as another candidate from this fraction of the primary face's prominence on. Bystanders in LFW, where every second image
 * shows some, reach 0.40.
 */
const MIN_RELATIVE_PROMINENCE = 0.5;

/**
 * Finds the face of the person in front of the camera, which is large and near the middle, and counts the other faces that are about as
 * prominent, so that the choice is ambiguous.
 *
 * @param faces in pixels of `frame`
 * @param largest whether the place in the frame does not count
 * @returns no `face` when there is none
 */
export function primaryFace(
  faces: readonly Face[],
  frame: { readonly width: number; readonly height: number },
  largest = false,
): { readonly face?: Face; readonly otherFaces: number } {
  const ranked = faces
    .map((face) => ({ face, prominence: prominenceOf(face.box, frame, largest) }))
    .sort((a, b) => b.prominence - a.prominence);
  const [first, ...others] = ranked;
  if (first === undefined) return { otherFaces: 0 };
  const threshold = MIN_RELATIVE_PROMINENCE * first.prominence;
  return { face: first.face, otherFaces: others.filter(({ prominence }) => prominence >= threshold).length };
}

/** Square root of the visible area, times a factor that falls from 1 in the middle of the frame to 0 at its left and right edge. */
function prominenceOf(
  { x, y, width, height }: Box,
  { width: frameWidth, height: frameHeight }: { readonly width: number; readonly height: number },
  largest: boolean,
): number {
  const visibleWidth = Math.min(frameWidth, x + width) - Math.max(0, x);
  const visibleHeight = Math.min(frameHeight, y + height) - Math.max(0, y);
  const offCenter = largest ? 0 : Math.abs(x + width / 2 - frameWidth / 2) / (frameWidth / 2);
  return Math.sqrt(Math.max(0, visibleWidth) * Math.max(0, visibleHeight)) * Math.max(0, 1 - offCenter);
}
