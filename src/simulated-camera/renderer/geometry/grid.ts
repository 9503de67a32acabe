import { CHIN_LEVEL } from './skull.ts';

/** Columns around the head and rows down it, dense where the face is; the same for every person. */
export interface CylindricalGrid {
  readonly columns: number;
  readonly rows: number;
  /** Angle of each column, −π…π, 0 in the middle of the face, positive to the image's right. */
  readonly angle: Float32Array;
  /** Level (see skull.ts) of each row, falling. */
  readonly level: Float32Array;
}

const BOTTOM_LEVEL = -80;
const NECK_BOTTOM = -22;
const FACE_TOP = 3;
const FACE_BOTTOM = CHIN_LEVEL - 1.1;

/** @param step distance of rows on the face in centimeters; columns are spaced alike there. */
export function createGrid(step: number): CylindricalGrid {
  const half = Math.round(9.9 / step);
  const angle = new Float32Array(2 * half + 1);
  for (let i = -half; i <= half; i++) {
    const u = i / half;
    angle[i + half] = Math.PI * (0.35 * u + 0.65 * u * u * u);
  }
  const level: number[] = [];
  const top = Math.round(4.6 / step);
  for (let k = 0; k < top; k++)
    level.push(FACE_TOP + (11.5 - FACE_TOP) * Math.cos(((k / top) * Math.PI) / 2));
  const face = Math.round((FACE_TOP - FACE_BOTTOM) / step);
  for (let k = 0; k < face; k++) level.push(FACE_TOP + ((FACE_BOTTOM - FACE_TOP) * k) / face);
  const neck = Math.round(7 / step);
  for (let k = 0; k < neck; k++) level.push(FACE_BOTTOM + ((NECK_BOTTOM - FACE_BOTTOM) * k) / neck);
  const body = Math.round(1.6 / step);
  for (let k = 0; k <= body; k++) level.push(NECK_BOTTOM + (BOTTOM_LEVEL - NECK_BOTTOM) * (k / body) ** 2);
  return { columns: angle.length, rows: level.length, angle, level: Float32Array.from(level) };
}
