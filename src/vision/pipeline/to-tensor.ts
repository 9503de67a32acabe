import type { NetInput } from '../../manifest/types.ts';

/** Receives one pixel: position, then the channels as 0..255 (fractions are allowed). */
export type WritePixel = (x: number, y: number, red: number, green: number, blue: number) => void;

/**
 * Builds the input tensor of a net: planar `3 × height × width` in the channel order and normalization of its manifest.
 *
 * @param draw writes the pixels; those that it leaves out stay black
 * @param mirrored writes columns from right to left
 */
export function toTensor(input: NetInput, draw: (write: WritePixel) => void, mirrored = false): Float32Array {
  const { width, height, mean, scale } = input;
  const area = width * height;
  const tensor = new Float32Array(3 * area);
  for (let c = 0; c < 3; c++) tensor.fill(-mean[c]! * scale[c]!, c * area, (c + 1) * area);
  const swap = input.channels === 'bgr';
  draw((x, y, red, green, blue) => {
    const at = y * width + (mirrored ? width - 1 - x : x);
    tensor[at] = ((swap ? blue : red) - mean[0]) * scale[0];
    tensor[at + area] = (green - mean[1]) * scale[1];
    tensor[at + 2 * area] = ((swap ? red : blue) - mean[2]) * scale[2];
  });
  return tensor;
}
