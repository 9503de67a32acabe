import type { Box, Face } from '../types.ts';

/** Of the foremost face's prominence: with less, a face is that of a passer-by or of a picture on the wall. */
const rivalry = 0.5;

/**
 * The face of the person who sits before the camera, which is large and near the middle, and how many others are about as prominent, so that
 * one cannot tell who is meant. In LFW, where every second picture shows bystanders, theirs reach 0.40.
 */
export function foremost(
  faces: readonly Face[],
  frame: { readonly width: number; readonly height: number },
): { readonly face?: Face; readonly rivals: number } {
  const ranked = faces
    .map((face) => ({ face, prominence: prominenceOf(face.box, frame.width, frame.height) }))
    .sort((a, b) => b.prominence - a.prominence);
  const [first, ...others] = ranked;
  if (first === undefined) return { rivals: 0 };
  const rivals = others.filter(({ prominence }) => prominence >= rivalry * first.prominence);
  return { face: first.face, rivals: rivals.length };
}

/** Side of the visible part, less the further it is from the middle; nothing at the picture's left and right edge. */
function prominenceOf({ x, y, width, height }: Box, across: number, down: number): number {
  const right = Math.min(across, x + width) - Math.max(0, x);
  const below = Math.min(down, y + height) - Math.max(0, y);
  const aside = Math.abs(x + width / 2 - across / 2) / (across / 2);
  return Math.sqrt(Math.max(0, right) * Math.max(0, below)) * Math.max(0, 1 - aside);
}
