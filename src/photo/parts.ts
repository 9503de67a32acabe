import type { Box, Observation } from '../vision/types.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Side of the part around a face, in sides of its box: about what a selfie shows. */
const SIDE_RATIO = 2.5;

/** The square around a face, as far as the picture goes, in whole pixels. */
export function around({ x, y, width, height }: Box, picture: Size): Box {
  const side = SIDE_RATIO * Math.max(width, height);
  return clip({ x: x + (width - side) / 2, y: y + (height - side) / 2, width: side, height: side }, picture);
}

/** Number of tiles along the longer side, and how far two of them overlap. */
const [TILES, OVERLAP] = [3, 0.5];

/** Overlapping squares that cover the picture. */
export function tilesOf(picture: Size): Box[] {
  const side = Math.max(picture.width, picture.height) / (1 + (TILES - 1) * OVERLAP);
  const starts = (length: number): number[] => {
    if (length <= side) return [0];
    const count = Math.ceil((length - side) / (side * OVERLAP));
    return Array.from({ length: count + 1 }, (_, i) => (i * (length - side)) / count);
  };
  return starts(picture.height).flatMap((y) =>
    starts(picture.width).map((x) => clip({ x, y, width: side, height: side }, picture)),
  );
}

/**
 * Where a box of a turned picture is in the picture before it was turned.
 *
 * @param turned the turned picture
 */
export function turnBack(
  { x, y, width, height }: Box,
  { quarterTurns, ...turned }: Pick<Observation, 'width' | 'height' | 'quarterTurns'>,
): Box {
  const [right, bottom] = [turned.width - (x + width), turned.height - (y + height)];
  switch (quarterTurns) {
    case 0:
      return { x, y, width, height };
    case 1:
      return { x: y, y: right, width: height, height: width };
    case 2:
      return { x: right, y: bottom, width, height };
    default:
      return { x: bottom, y: x, width: height, height: width };
  }
}

/** Whether the middle of each box is outside the other one. */
export const areApart = (a: Box, b: Box): boolean => !containsMiddle(a, b) && !containsMiddle(b, a);

const containsMiddle = (box: Box, { x, y, width, height }: Box): boolean =>
  Math.abs(x + width / 2 - (box.x + box.width / 2)) < box.width / 2 &&
  Math.abs(y + height / 2 - (box.y + box.height / 2)) < box.height / 2;

function clip(part: Box, picture: Size): Box {
  const [x, width] = clipAxis(part.x, part.width, picture.width);
  const [y, height] = clipAxis(part.y, part.height, picture.height);
  return { x, y, width, height };
}

function clipAxis(start: number, length: number, end: number): [start: number, length: number] {
  const from = Math.min(end - 1, Math.max(0, Math.round(start)));
  return [from, Math.max(1, Math.min(end, Math.round(start + length)) - from)];
}
