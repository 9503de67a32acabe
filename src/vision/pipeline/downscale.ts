import type { Frame } from '../types.ts';

/** Longest side of a frame that is processed, in pixels; a larger one costs time and gains nothing. */
export const MAX_SIDE_PIXELS = 1280;

/**
 * A frame whose longer side is at most `MAX_SIDE_PIXELS`: each new pixel is the mean of the area that it covers (box filter), 8 bits again.
 * A smaller frame is returned unchanged.
 *
 * Why not the canvas: each browser engine scales in its own way, which changes the embedding more than all their other differences.
 * Why not the triangle filter of `letterbox`: it is twice as wide and blurs; quality and embedding are computed from this frame.
 */
export function downscale(frame: Frame): Frame {
  const scale = MAX_SIDE_PIXELS / Math.max(frame.width, frame.height);
  if (scale >= 1) return frame;
  const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
  const [columns, rows] = [spansOf(frame.width, width), spansOf(frame.height, height)];
  const data = new Uint8ClampedArray(4 * width * height);
  const line = new Float32Array(4 * frame.width);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    forEachCovered(rows[y]!, (row, weight) => {
      const from = 4 * row * frame.width;
      for (let i = 0; i < line.length; i++) line[i]! += weight * frame.data[from + i]!;
    });
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0, 0];
      forEachCovered(columns[x]!, (column, weight) => {
        for (let c = 0; c < 4; c++) sum[c]! += weight * line[4 * column + c]!;
      });
      data.set(sum, 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

/** The part of an axis that a new pixel covers: start and end in old pixels. */
type Span = readonly [number, number];

const spansOf = (from: number, to: number): Span[] =>
  Array.from({ length: to }, (_, i) => [(i * from) / to, ((i + 1) * from) / to]);

/** Calls `use` with every old pixel that a span touches and the fraction of the span that it fills. */
function forEachCovered([start, end]: Span, use: (pixel: number, weight: number) => void): void {
  for (let pixel = Math.floor(start); pixel < end; pixel++) {
    use(pixel, (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start));
  }
}
