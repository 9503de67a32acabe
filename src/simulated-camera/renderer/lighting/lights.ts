import type { Lighting } from '../view.ts';
import { evaluateHarmonics, SH_COUNT } from './spherical-harmonics.ts';

type Triple = readonly [number, number, number];

/** A light at infinity. */
interface DirectionalLight {
  /** Unit vector toward the light. */
  readonly direction: Triple;
  /** Linear red, green, blue. */
  readonly color: Triple;
  /** Angular size: 0 a point … 1 half of the sphere. */
  readonly spread: number;
}

/** All lights of a scene; the first one is the key light. */
export interface LightRig {
  readonly lights: readonly DirectionalLight[];
  readonly ambient: Triple;
}

/** Unit vector from azimuth and elevation in degrees. */
function directionOf(azimuth: number, elevation: number): Triple {
  const a = (azimuth * Math.PI) / 180;
  const e = (elevation * Math.PI) / 180;
  return [Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)];
}

/** A key light, a fill light on the opposite side, and the light of the room from above, from the front and from everywhere. */
export function createLightRig(lighting: Lighting): LightRig {
  const warm = 0.12 * lighting.warmth;
  const key = 1.25 * lighting.contrast + 0.15;
  const room = 0.62 * (1 - 0.75 * lighting.contrast);
  return {
    lights: [
      {
        direction: directionOf(lighting.azimuth, lighting.elevation),
        color: [key * (1 + warm), key, key * (1 - warm)],
        spread: 0.35,
      },
      { direction: directionOf(-lighting.azimuth - 20, 10), color: [0.1, 0.11, 0.13], spread: 0.8 },
      { direction: [0, 1, 0], color: [0.22 * room, 0.22 * room, 0.23 * room], spread: 1 },
      { direction: [0, 0, 1], color: [0.3 * room, 0.3 * room, 0.31 * room], spread: 1 },
    ],
    ambient: [room, room * 0.99, room * 0.97],
  };
}

/** Scale at which a point light of strength 1 gives irradiance 1 on a surface that faces it: 4π / (1 + 2 + 5/4). */
const POINT_LIGHT_SCALE = 2.957;
/** Coefficient of the constant harmonic for uniform light of strength 1: √(4π). */
const UNIFORM_LIGHT_SCALE = 3.5449;

/**
 * Projects the lights to spherical harmonics, in the coordinates before the rotation.
 *
 * @param rotation row-major, from those coordinates to the scene
 * @param out gets 27 numbers from `at`: nine coefficients each of red, green and blue
 */
export function projectLights(rig: LightRig, rotation: Float32Array, out: Float32Array, at: number): void {
  const basis = new Float32Array(SH_COUNT);
  out.fill(0, at, at + 3 * SH_COUNT);
  for (let c = 0; c < 3; c++) out[at + c * SH_COUNT] = UNIFORM_LIGHT_SCALE * rig.ambient[c]!;
  for (const { direction, color, spread } of rig.lights) {
    const [x, y, z] = direction;
    const lx = rotation[0]! * x + rotation[3]! * y + rotation[6]! * z;
    const ly = rotation[1]! * x + rotation[4]! * y + rotation[7]! * z;
    const lz = rotation[2]! * x + rotation[5]! * y + rotation[8]! * z;
    evaluateHarmonics(lx, ly, lz, basis, 0);
    // A larger light has weaker coefficients in the higher bands.
    const bandScale = [1, 1 - 0.33 * spread, 1 - 0.75 * spread];
    for (let k = 0; k < SH_COUNT; k++) {
      const b = POINT_LIGHT_SCALE * basis[k]! * bandScale[k === 0 ? 0 : k < 4 ? 1 : 2]!;
      for (let c = 0; c < 3; c++) out[at + c * SH_COUNT + k] = out[at + c * SH_COUNT + k]! + b * color[c]!;
    }
  }
}
