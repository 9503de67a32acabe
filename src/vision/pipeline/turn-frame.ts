import type { Frame, QuarterTurns } from '../types.ts';

/**
 * Turns a picture, and reduces one that is larger than `maxSide` by leaving out pixels.
 *
 * @param maxSide longest side of the result; default: no limit
 */
export function turnFrame(
  { width, height, data }: Frame,
  quarters: Exclude<QuarterTurns, 0>,
  maxSide = Number.POSITIVE_INFINITY,
): Frame {
  const step = Math.max(1, Math.max(width, height) / maxSide);
  const [columns, rows] = [Math.floor(width / step), Math.floor(height / step)];
  const turned = quarters === 2 ? { width: columns, height: rows } : { width: rows, height: columns };
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  const source = {
    1: (x: number, y: number) => [y, rows - 1 - x],
    2: (x: number, y: number) => [columns - 1 - x, rows - 1 - y],
    3: (x: number, y: number) => [columns - 1 - y, x],
  }[quarters];
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const [column, row] = source(x, y) as [number, number];
      const from = 4 * (Math.floor((row + 0.5) * step) * width + Math.floor((column + 0.5) * step));
      pixels.set(data.subarray(from, from + 4), 4 * (y * turned.width + x));
    }
  }
  return { ...turned, data: pixels };
}
