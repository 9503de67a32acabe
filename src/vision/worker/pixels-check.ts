import { RecognizeError } from '../../errors.ts';
import type { Frame } from '../types.ts';

/** Red, green and blue of the squares that are drawn. Black and white are among them, because a browser may return one color for all. */
const COLORS = [
  [0, 0, 0],
  [255, 255, 255],
  [200, 40, 40],
  [40, 200, 40],
  [40, 40, 200],
  [128, 128, 128],
] as const;
/** Side of a square in pixels. */
const SIDE = 8;
/** Largest mean difference per channel. Browsers that change single bits against fingerprinting stay far below it. */
const MAX_MEAN_DIFFERENCE = 8;

/**
 * Draws known colors and reads them back, because some browsers return random or white pixels instead of an error: the detector would then
 * see no face.
 *
 * @param readPixels as the frames of the camera are read
 * @throws RecognizeError `environment/pixels-blocked`; `environment/no-workers` where workers have no canvas
 */
export function requireReadablePixels(readPixels: (frame: ImageBitmap) => Frame): void {
  const canvas =
    typeof OffscreenCanvas === 'undefined' ? undefined : new OffscreenCanvas(COLORS.length * SIDE, SIDE);
  const context = canvas?.getContext('2d', { colorSpace: 'srgb', alpha: false });
  if (!canvas || !context)
    throw new RecognizeError('environment/no-workers', {
      detail: 'workers of this browser have no OffscreenCanvas with a 2D context',
    });
  for (const [i, color] of COLORS.entries()) {
    context.fillStyle = `rgb(${color.join(' ')})`;
    context.fillRect(i * SIDE, 0, SIDE, SIDE);
  }
  const difference = meanDifference(readBack(canvas, readPixels));
  if (difference <= MAX_MEAN_DIFFERENCE) return;
  const detail = `pixels differ from what was drawn by ${Math.round(difference)} of 255 on average; allow this site to use canvas data`;
  throw new RecognizeError('environment/pixels-blocked', { detail });
}

/** Some browsers throw where others return wrong pixels. */
function readBack(canvas: OffscreenCanvas, readPixels: (frame: ImageBitmap) => Frame): Frame {
  try {
    return readPixels(canvas.transferToImageBitmap());
  } catch (cause) {
    if (!(cause instanceof DOMException && cause.name === 'SecurityError')) throw cause;
    const detail = `the browser refuses to read pixels (${cause.message}); allow this site to use canvas data`;
    throw new RecognizeError('environment/pixels-blocked', { cause, detail });
  }
}

/** Mean absolute difference per channel between a frame and the squares, 0..255. */
function meanDifference({ width, height, data }: Frame): number {
  let sum = 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const color = COLORS[Math.floor((pixel % width) / SIDE)]!;
    for (const [channel, value] of color.entries()) sum += Math.abs(data[4 * pixel + channel]! - value);
  }
  return sum / (3 * width * height);
}
