import { HARMONICS, harmonics } from './spherical-harmonics.ts';
import type { Light } from '../view.ts';

/** A direction that light comes from, with its red, green and blue; `spread` 0 a point … 1 half the sky. */
interface Lamp {
  readonly direction: readonly [number, number, number];
  readonly colour: readonly [number, number, number];
  readonly spread: number;
}

export interface Lamps {
  readonly lamps: readonly Lamp[];
  readonly ambient: readonly [number, number, number];
}

const toward = (azimuth: number, elevation: number): [number, number, number] => {
  const a = (azimuth * Math.PI) / 180;
  const e = (elevation * Math.PI) / 180;
  return [Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)];
};

/** A key lamp, a weak one from the other side, and the room's own light from above and around. */
export function lampsOf(light: Light): Lamps {
  const warm = 0.12 * light.warmth;
  const key = 1.25 * light.contrast + 0.15;
  const around = 0.62 * (1 - 0.75 * light.contrast);
  const tinted = (k: number): [number, number, number] => [k * (1 + warm), k, k * (1 - warm)];
  return {
    lamps: [
      { direction: toward(light.azimuth, light.elevation), colour: tinted(key), spread: 0.35 },
      { direction: toward(-light.azimuth - 20, 10), colour: [0.1, 0.11, 0.13], spread: 0.8 },
      { direction: [0, 1, 0], colour: [0.22 * around, 0.22 * around, 0.23 * around], spread: 1 },
      { direction: [0, 0, 1], colour: [0.3 * around, 0.3 * around, 0.31 * around], spread: 1 },
    ],
    ambient: [around, around * 0.99, around * 0.97],
  };
}

/** A lone lamp of strength 1 lights a surface that faces it with 1: 4π / (1 + 2 + 5/4). */
const POINT = 2.957;
const UNIFORM = 3.5449;

/**
 * The nine harmonics of the light in red, green, blue (27 numbers), seen from a frame turned by the matrix `turn`
 * (row-major, frame to scene), written to `out` from `at`.
 */
export function lightHarmonics(light: Lamps, turn: Float32Array, out: Float32Array, at: number): void {
  const basis = new Float32Array(HARMONICS);
  out.fill(0, at, at + 3 * HARMONICS);
  for (let c = 0; c < 3; c++) out[at + c * HARMONICS] = UNIFORM * light.ambient[c]!;
  for (const { direction, colour, spread } of light.lamps) {
    const [x, y, z] = direction;
    const lx = turn[0]! * x + turn[3]! * y + turn[6]! * z;
    const ly = turn[1]! * x + turn[4]! * y + turn[7]! * z;
    const lz = turn[2]! * x + turn[5]! * y + turn[8]! * z;
    harmonics(lx, ly, lz, basis, 0);
    const damp = [1, 1 - 0.33 * spread, 1 - 0.75 * spread];
    for (let k = 0; k < HARMONICS; k++) {
      const b = POINT * basis[k]! * damp[k === 0 ? 0 : k < 4 ? 1 : 2]!;
      for (let c = 0; c < 3; c++) out[at + c * HARMONICS + k] = out[at + c * HARMONICS + k]! + b * colour[c]!;
    }
  }
}
