import type { NetInput } from '../../manifest/types.ts';
import type { Frame } from '../types.ts';
import { planes } from './tensor.ts';

/** Which source pixels make a target pixel along one axis, and how much. */
interface Taps {
  readonly count: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Triangle filter whose width grows with the shrink factor, so that fine detail is averaged and not aliased;
 * plain linear interpolation when enlarging. Weights sum to one, also at the border.
 */
function triangleTaps(source: number, target: number): Taps {
  const factor = source / target;
  const reach = Math.max(1, factor);
  const count = 2 * Math.ceil(reach) + 1;
  const first = new Int32Array(target);
  const weights = new Float64Array(target * count);
  for (let i = 0; i < target; i++) {
    const centre = (i + 0.5) * factor - 0.5;
    const start = Math.max(0, Math.ceil(centre - reach));
    const end = Math.min(source - 1, Math.floor(centre + reach));
    first[i] = start;
    let sum = 0;
    for (let j = start; j <= end; j++) {
      const weight = Math.max(0, 1 - Math.abs(j - centre) / reach);
      weights[i * count + j - start] = weight;
      sum += weight;
    }
    for (let k = 0; k < count; k++) weights[i * count + k]! /= sum;
  }
  return { count, first, weights };
}

/** The frame fitted into the net's input: aspect kept, in the upper left corner, black beside it. */
export interface Letterboxed {
  readonly tensor: Float32Array;
  /** Input pixels per frame pixel. */
  readonly scale: number;
}

export function letterbox(frame: Frame, input: NetInput): Letterboxed {
  const scale = Math.min(input.width / frame.width, input.height / frame.height);
  const width = Math.min(input.width, Math.max(1, Math.round(frame.width * scale)));
  const height = Math.min(input.height, Math.max(1, Math.round(frame.height * scale)));
  const columns = triangleTaps(frame.width, width);
  const rows = triangleTaps(frame.height, height);
  const narrow = shrinkRows(frame, width, columns);
  const target = planes(input);
  const sum = new Float64Array(width * 3);
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    for (let k = 0; k < rows.count; k++) {
      const weight = rows.weights[y * rows.count + k]!;
      if (weight === 0) continue;
      const from = (rows.first[y]! + k) * width * 3;
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * narrow[from + i]!;
    }
    for (let x = 0; x < width; x++) target.set(x, y, sum[3 * x]!, sum[3 * x + 1]!, sum[3 * x + 2]!);
  }
  return { tensor: target.tensor, scale };
}

/** Every row of the frame brought to the target width: interleaved R G B. */
function shrinkRows(frame: Frame, width: number, taps: Taps): Float32Array {
  const { data } = frame;
  const out = new Float32Array(width * frame.height * 3);
  let to = 0;
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < width; x++) {
      let at = (y * frame.width + taps.first[x]!) * 4;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = x * taps.count; k < (x + 1) * taps.count; k++, at += 4) {
        const weight = taps.weights[k]!;
        if (weight === 0) continue;
        red += weight * data[at]!;
        green += weight * data[at + 1]!;
        blue += weight * data[at + 2]!;
      }
      out[to++] = red;
      out[to++] = green;
      out[to++] = blue;
    }
  }
  return out;
}
