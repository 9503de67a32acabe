import { SH_COUNT, evaluateHarmonics } from './spherical-harmonics.ts';
import type { Light } from '../view.ts';

/** A direction that light comes from, with its red, green and blue; `spread` 0 a point … 1 half the sky. */
interface LightSource {
  readonly direction: readonly [number, number, number];
  readonly color: readonly [number, number, number];
  readonly spread: number;
}

export interface LightRig {
  readonly lamps: readonly LightSource[];
  readonly ambient: readonly [number, number, number];
}

const toward = (azimuth: number, elevation: number): [number, number, number] => {
  const a = (azimuth * Math.PI) / 180;
  const e = (elevation * Math.PI) / 180;
  return [Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)];
};

/** A key lamp, a weak one from the other side, and the room's own light from above and around. */
export function createLightRig(light: Light): LightRig {
  const warm = 0.12 * light.warmth;
  const key = 1.25 * light.contrast + 0.15;
  const around = 0.62 * (1 - 0.75 * light.contrast);
  const tinted = (k: number): [number, number, number] => [k * (1 + warm), k, k * (1 - warm)];
  return {
    lamps: [
      { direction: toward(light.azimuth, light.elevation), color: tinted(key), spread: 0.35 },
      { direction: toward(-light.azimuth - 20, 10), color: [0.1, 0.11, 0.13], spread: 0.8 },
      { direction: [0, 1, 0], color: [0.22 * around, 0.22 * around, 0.23 * around], spread: 1 },
      { direction: [0, 0, 1], color: [0.3 * around, 0.3 * around, 0.31 * around], spread: 1 },
    ],
    ambient: [around, around * 0.99, around * 0.97],
  };
}

/** A lone lamp of strength 1 lights a surface that faces it with 1: 4π / (1 + 2 + 5/4). */
const POINT = 2.957;
const UNIFORM = 3.5449;

/**
 * The nine evaluateHarmonics of the light in red, green, blue (27 numbers), seen from a frame turned by the matrix `turn`
 * (row-major, frame to scene), written to `out` from `at`.
 */
export function projectLights(light: LightRig, turn: Float32Array, out: Float32Array, at: number): void {
  const basis = new Float32Array(SH_COUNT);
  out.fill(0, at, at + 3 * SH_COUNT);
  for (let c = 0; c < 3; c++) out[at + c * SH_COUNT] = UNIFORM * light.ambient[c]!;
  for (const { direction, color, spread } of light.lamps) {
    const [x, y, z] = direction;
    const lx = turn[0]! * x + turn[3]! * y + turn[6]! * z;
    const ly = turn[1]! * x + turn[4]! * y + turn[7]! * z;
    const lz = turn[2]! * x + turn[5]! * y + turn[8]! * z;
    evaluateHarmonics(lx, ly, lz, basis, 0);
    const damp = [1, 1 - 0.33 * spread, 1 - 0.75 * spread];
    for (let k = 0; k < SH_COUNT; k++) {
      const b = POINT * basis[k]! * damp[k === 0 ? 0 : k < 4 ? 1 : 2]!;
      for (let c = 0; c < 3; c++) out[at + c * SH_COUNT + k] = out[at + c * SH_COUNT + k]! + b * color[c]!;
    }
  }
}
