/** Width and height in one unit. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The ellipse as a path. Its center is the center of `OVAL_VIEW_BOX`. */
export const OVAL_PATH = 'M160 14a82 106 0 0 1 0 212a82 106 0 0 1 0-212';

/** Of the path. */
const OVAL: Size = { width: 164, height: 212 };

/** The oval with the least margins around it, in the unit of the path. */
const BOX: Size = { width: 192, height: 240 };

/** Where `BOX` is in the coordinates of the path. An SVG that shows all of it (`xMidYMid meet`) and does not clip draws what `ovalIn` returns. */
export const OVAL_VIEW_BOX = `64 0 ${BOX.width} ${BOX.height}`;

/** The size of the oval in a viewfinder, in whose center it is: as large as its margins permit. */
export function ovalIn({ width, height }: Size): Size {
  const scale = Math.min(width / BOX.width, height / BOX.height);
  return { width: OVAL.width * scale, height: OVAL.height * scale };
}
