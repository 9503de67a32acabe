import { CHIN_LEVEL } from './skull.ts';

/** A cylindrical grid around the head's vertical axis, denser on the face. It is the same for every person. */
export interface CylindricalGrid {
  readonly columns: number;
  readonly rows: number;
  /** Azimuth of each column in radians, −π…π: 0 in the middle of the face, positive to the image's right. */
  readonly angle: Float32Array;
  /** Level of each row (see skull.ts), decreasing. */
  readonly level: Float32Array;
}

/** Levels between the sections of the grid, from the forehead to below the image. */
const FACE_TOP = 3;
const FACE_BOTTOM = CHIN_LEVEL - 1.1;
const NECK_BOTTOM = -22;
const BODY_BOTTOM = -80;
/** Level of the top of the head. */
const CROWN = 11.5;

/** @param step distance between rows on the face, in centimeters; columns there have about the same distance */
export function createGrid(step: number): CylindricalGrid {
  const halfColumns = Math.round(9.9 / step);
  const angle = new Float32Array(2 * halfColumns + 1);
  for (let i = -halfColumns; i <= halfColumns; i++) {
    const u = i / halfColumns;
    angle[i + halfColumns] = Math.PI * (0.35 * u + 0.65 * u * u * u);
  }
  // Rows become denser toward the crown and sparser toward the bottom.
  const level: number[] = [];
  const top = Math.round(4.6 / step);
  for (let k = 0; k < top; k++)
    level.push(FACE_TOP + (CROWN - FACE_TOP) * Math.cos(((k / top) * Math.PI) / 2));
  const face = Math.round((FACE_TOP - FACE_BOTTOM) / step);
  for (let k = 0; k < face; k++) level.push(FACE_TOP + ((FACE_BOTTOM - FACE_TOP) * k) / face);
  const neck = Math.round(7 / step);
  for (let k = 0; k < neck; k++) level.push(FACE_BOTTOM + ((NECK_BOTTOM - FACE_BOTTOM) * k) / neck);
  const body = Math.round(1.6 / step);
  for (let k = 0; k <= body; k++) level.push(NECK_BOTTOM + (BODY_BOTTOM - NECK_BOTTOM) * (k / body) ** 2);
  return { columns: angle.length, rows: level.length, angle, level: Float32Array.from(level) };
}
