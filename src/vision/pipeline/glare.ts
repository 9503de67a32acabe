import type { Box, Frame } from '../types.ts';

/** Luma, 0..255, from which a pixel is almost white. White of a video is 235 where its range was not converted. */
const MIN_WHITE = 232;
/** Samples along each axis of the frame. */
const SAMPLES = 96;
/** What belongs to the face beyond its box, relative to the size of the box: hair above, ears and chin. */
const MARGIN = { above: 0.3, beside: 0.15, below: 0.15 } as const;

/** Fraction of the pixels around a face that are almost white, 0..1: a window or a lamp behind it, or a white wall. */
export function glareAround({ width, height, data }: Frame, box: Box): number {
  const left = box.x - MARGIN.beside * box.width;
  const right = box.x + (1 + MARGIN.beside) * box.width;
  const top = box.y - MARGIN.above * box.height;
  const bottom = box.y + (1 + MARGIN.below) * box.height;
  let [count, white] = [0, 0];
  for (let row = 0; row < SAMPLES; row++) {
    const y = Math.floor(((row + 0.5) * height) / SAMPLES);
    for (let column = 0; column < SAMPLES; column++) {
      const x = Math.floor(((column + 0.5) * width) / SAMPLES);
      if (x > left && x < right && y > top && y < bottom) continue;
      const at = 4 * (y * width + x);
      count++;
      if (0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]! >= MIN_WHITE) white++;
    }
  }
  return white / Math.max(1, count);
}
