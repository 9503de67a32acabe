import { seededRandom } from '../../math/random.ts';
import type { FrameBuffer } from './rasterizer.ts';

const CURVE_STEPS = 4096;
/** Linear light at the end of the tone curve; brighter light is clipped. */
const MAX_LIGHT = 2;

/** Tone curve from linear light to display values 0…255: gamma 2.2 with a shoulder from 0.6 on, which compresses highlights. */
const toneCurve = Float32Array.from({ length: CURVE_STEPS + 1 }, (_, k) => {
  const x = (k / CURVE_STEPS) * MAX_LIGHT;
  const compressed = x < 0.6 ? x : 0.6 + 0.4 * (1 - Math.exp(-(x - 0.6) / 0.4));
  return 255 * compressed ** (1 / 2.2);
});

/** A power of two, so that an index wraps by a bit mask. */
const NOISE_SIZE = 8192;
/** Approximately normal noise: sums of four uniform numbers, centered at 0. */
const noiseTable = createNoiseTable();

function createNoiseTable(): Float32Array {
  const random = seededRandom(20260);
  return Float32Array.from({ length: NOISE_SIZE }, () => random() + random() + random() + random() - 2);
}

/** Offsets in the noise table of the green and the blue channel. */
const GREEN_OFFSET = 977;
const BLUE_OFFSET = 1954;

/**
 * Converts linear light to display bytes with sensor noise.
 *
 * @param exposure factor for the light
 * @param noise strength of the noise, 0…1
 * @param grain seed of the noise
 * @param out gets RGBA bytes
 */
export function toneMap(
  { width, height, color }: FrameBuffer,
  exposure: number,
  noise: number,
  grain: number,
  out: Uint8ClampedArray,
): void {
  const strength = 9 * noise;
  const random = seededRandom(grain * 31 + 7);
  const scale = (exposure * CURVE_STEPS) / MAX_LIGHT;
  for (let y = 0, p = 0, to = 0; y < height; y++) {
    let n = Math.floor(random() * NOISE_SIZE);
    for (let x = 0; x < width; x++, p += 3, to += 4) {
      const luma = strength * noiseTable[n]!;
      n = (n + 1 + (x & 3)) & (NOISE_SIZE - 1);
      const red = color[p]! * scale;
      const green = color[p + 1]! * scale;
      const blue = color[p + 2]! * scale;
      const chroma = 0.4 * strength;
      out[to] = toneCurve[red < CURVE_STEPS ? red | 0 : CURVE_STEPS]! + luma + chroma * noiseTable[n]!;
      out[to + 1] =
        toneCurve[green < CURVE_STEPS ? green | 0 : CURVE_STEPS]! +
        luma +
        chroma * noiseTable[(n + GREEN_OFFSET) & (NOISE_SIZE - 1)]!;
      out[to + 2] =
        toneCurve[blue < CURVE_STEPS ? blue | 0 : CURVE_STEPS]! +
        luma +
        chroma * noiseTable[(n + BLUE_OFFSET) & (NOISE_SIZE - 1)]!;
      out[to + 3] = 255;
    }
  }
}
