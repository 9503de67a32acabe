import type { Frame } from '../types.ts';

/** Longest side that is looked at. */
export const longest = 1280;

/**
 * A frame no longer than `longest`: each pixel is the mean of the area that it covers. A canvas would do it, too, but each engine in its own way, which
 * moves the embedding further than everything else that parts them.
 */
export function fitted(frame: Frame): Frame {
  const scale = longest / Math.max(frame.width, frame.height);
  if (scale >= 1) return frame;
  const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
  const [columns, rows] = [spansOf(frame.width, width), spansOf(frame.height, height)];
  const data = new Uint8ClampedArray(4 * width * height);
  const line = new Float32Array(4 * frame.width);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    gather(rows[y]!, (row, weight) => {
      const from = 4 * row * frame.width;
      for (let i = 0; i < line.length; i++) line[i]! += weight * frame.data[from + i]!;
    });
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0, 0];
      gather(columns[x]!, (column, weight) => {
        for (let c = 0; c < 4; c++) sum[c]! += weight * line[4 * column + c]!;
      });
      data.set(sum, 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

/** What of a line a pixel covers: from and to, in old pixels. */
type Span = readonly [number, number];

const spansOf = (from: number, to: number): Span[] =>
  Array.from({ length: to }, (_, i) => [(i * from) / to, ((i + 1) * from) / to]);

/** Each old pixel of a span, with its share of it. */
function gather([start, end]: Span, use: (pixel: number, weight: number) => void): void {
  for (let pixel = Math.floor(start); pixel < end; pixel++) {
    use(pixel, (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start));
  }
}
