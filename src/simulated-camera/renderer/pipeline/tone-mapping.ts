import { seededRandom } from '../../math/random.ts';
import type { FrameBuffer } from './rasterizer.ts';

const STEPS = 4096;
const BRIGHTEST = 2;

/** Linear light to display bytes: gamma 2.2 with a shoulder that keeps highlights from clipping hard. */
const tone = Float32Array.from({ length: STEPS + 1 }, (_, k) => {
  const x = (k / STEPS) * BRIGHTEST;
  const kneed = x < 0.6 ? x : 0.6 + 0.4 * (1 - Math.exp(-(x - 0.6) / 0.4));
  return 255 * kneed ** (1 / 2.2);
});

const GRAINS = 8192;
const grains = grainTable();

function grainTable(): Float32Array {
  const draw = seededRandom(20260);
  return Float32Array.from({ length: GRAINS }, () => draw() + draw() + draw() + draw() - 2);
}

/** Distances apart by less than this are one surface, centimeters. */
const STEP = 1.2;

/** Softens the stair steps where one thing ends in front of another, as a lens would. */
export function antialiasEdges(frame: FrameBuffer): void {
  const edges = edgesOf(frame);
  const { width, color } = frame;
  const soft = new Float32Array(3 * edges.length);
  edges.forEach((at, i) => {
    for (let c = 0; c < 3; c++) {
      const p = 3 * at + c;
      const up = p - 3 * width;
      const down = p + 3 * width;
      soft[3 * i + c] =
        0.25 * color[p]! +
        0.125 * (color[p - 3]! + color[p + 3]! + color[up]! + color[down]!) +
        0.0625 * (color[up - 3]! + color[up + 3]! + color[down - 3]! + color[down + 3]!);
    }
  });
  edges.forEach((at, i) => {
    for (let c = 0; c < 3; c++) color[3 * at + c] = soft[3 * i + c]!;
  });
}

/** Pixels within the frame's border beside which the distance jumps. */
function edgesOf({ width, height, depth }: FrameBuffer): number[] {
  const edges: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const d = depth[at]!;
      if (
        Math.abs(d - depth[at - 1]!) >= STEP ||
        Math.abs(d - depth[at + 1]!) >= STEP ||
        Math.abs(d - depth[at - width]!) >= STEP ||
        Math.abs(d - depth[at + width]!) >= STEP
      )
        edges.push(at);
    }
  }
  return edges;
}

/** Display bytes of a frame. @param level exposure @param noise strength of the sensor's noise, 0…1 @param grain which */
export function toneMap(
  { width, height, color }: FrameBuffer,
  level: number,
  noise: number,
  grain: number,
  out: Uint8ClampedArray,
): void {
  const strength = 9 * noise;
  const draw = seededRandom(grain * 31 + 7);
  const steps = (level * STEPS) / BRIGHTEST;
  for (let y = 0, p = 0, to = 0; y < height; y++) {
    let g = Math.floor(draw() * GRAINS);
    for (let x = 0; x < width; x++, p += 3, to += 4) {
      const luma = strength * grains[g]!;
      g = (g + 1 + (x & 3)) & (GRAINS - 1);
      const red = color[p]! * steps;
      const green = color[p + 1]! * steps;
      const blue = color[p + 2]! * steps;
      const tint = 0.4 * strength;
      out[to] = tone[red < STEPS ? red | 0 : STEPS]! + luma + tint * grains[g]!;
      out[to + 1] =
        tone[green < STEPS ? green | 0 : STEPS]! + luma + tint * grains[(g + 977) & (GRAINS - 1)]!;
      out[to + 2] = tone[blue < STEPS ? blue | 0 : STEPS]! + luma + tint * grains[(g + 1954) & (GRAINS - 1)]!;
      out[to + 3] = 255;
    }
  }
}
