import type { Frame } from '../types.ts';

let canvas: OffscreenCanvas | undefined;

/** The pixels of a frame, in sRGB as every engine's canvas gives them; closes the frame. */
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
  // The canvas outlives the run.
  context.clearRect(0, 0, width, height);
  return { width, height, data };
}
