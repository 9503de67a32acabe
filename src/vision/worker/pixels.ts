import type { Frame } from '../types.ts';

let canvas: OffscreenCanvas | undefined;

/**
 * Reads the pixels of a frame in sRGB at its full size and closes it. The canvas only converts; it must not scale, because each browser
 * engine scales in its own way (see `downscale`).
 */
export function readPixels(frame: ImageBitmap | VideoFrame): Frame {
  const [width, height] =
    'displayWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
  canvas ??= new OffscreenCanvas(width, height);
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb', alpha: false })!;
  try {
    context.drawImage(frame, 0, 0, width, height);
  } finally {
    frame.close();
  }
  const { data } = context.getImageData(0, 0, width, height);
  // The canvas is reused, so the image must not stay on it after a run.
  context.clearRect(0, 0, width, height);
  return { width, height, data };
}
