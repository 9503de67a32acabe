import type { Box, Frame } from '../types.ts';

/**
 * The part of the frame that the passive net sees: the box enlarged about its center by the crop scale, or by less where the frame is
 * smaller than that, then moved into the frame. It keeps the shape of the box and has no black border. It is stretched to the input of
 * the net; each pixel of the input is the mean of the area that it covers.
 */
export function livenessCrop(box: Box, frame: Pick<Frame, 'width' | 'height'>, cropScale: number): Box {
  const scale = Math.min(cropScale, frame.width / box.width, frame.height / box.height);
  const width = box.width * scale;
  const height = box.height * scale;
  const place = (center: number, length: number, end: number) =>
    Math.min(Math.max(0, center - length / 2), end - length);
  return {
    x: place(box.x + box.width / 2, width, frame.width),
    y: place(box.y + box.height / 2, height, frame.height),
    width,
    height,
  };
}
