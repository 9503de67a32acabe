import type { NetInput } from '../../manifest/types.ts';

export interface Planes {
  readonly tensor: Float32Array;
  /** Writes one pixel, 0..255 each, in the net's channel order and scale. */
  set(x: number, y: number, red: number, green: number, blue: number): void;
}

/** An input tensor `3 × height × width`, black to begin with; columns from right to left when mirrored. */
export function planes(input: NetInput, mirrored = false): Planes {
  const { width, height, mean, scale } = input;
  const area = width * height;
  const tensor = new Float32Array(3 * area);
  for (let c = 0; c < 3; c++) tensor.fill(-mean[c]! * scale[c]!, c * area, (c + 1) * area);
  const swap = input.channels === 'bgr';
  return {
    tensor,
    set(x, y, red, green, blue) {
      const at = y * width + (mirrored ? width - 1 - x : x);
      tensor[at] = ((swap ? blue : red) - mean[0]) * scale[0];
      tensor[at + area] = (green - mean[1]) * scale[1];
      tensor[at + 2 * area] = ((swap ? red : blue) - mean[2]) * scale[2];
    },
  };
}
