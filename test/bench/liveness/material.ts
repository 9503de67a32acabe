import { valueNoise } from '../../../src/simulated-camera/math/noise.ts';
import type { LinearImage } from './light.ts';

/** What a sheet does to the light of the picture on it. */
export interface Material {
  readonly kind: 'print' | 'screen';
  /** Light of black and of white. */
  readonly black: number;
  readonly white: readonly [number, number, number];
  readonly saturation: number;
  readonly gamma: number;
  /** Dots per centimeter of a print, sub-pixel triples per centimeter of a screen; and how clearly they are seen, 0..1. */
  readonly pitch: number;
  readonly depth: number;
  /** Strength of one mirrored lamp, its place on the sheet and its size in centimeters. */
  readonly glare: number;
  readonly glareAt: readonly [number, number];
  readonly glareSize: number;
  /** Amplitude of bands that move over a screen. */
  readonly bands: number;
  /** Width of the white margin or of the case, in centimeters, and its light. */
  readonly margin: number;
  readonly marginLight: number;
  readonly seed: number;
}

export function randomMaterial(random: () => number, kind: Material['kind']): Material {
  const isPrint = kind === 'print';
  const white = isPrint ? 0.6 + 0.35 * random() : 0.6 + 0.9 * random();
  const tint = () => white * (isPrint ? 0.95 + 0.1 * random() : 0.85 + 0.3 * random());
  return {
    kind,
    black: isPrint ? 0.008 * 6 ** random() : 0.002 * 10 ** random(),
    white: [tint(), white, tint()],
    saturation: isPrint ? 0.55 + 0.5 * random() : 0.8 + 0.5 * random(),
    gamma: 0.8 + 0.45 * random(),
    pitch: isPrint ? 20 + 50 * random() : 30 + 70 * random(),
    depth: random() < 0.25 ? 0 : 0.6 * random(),
    glare: random() < 0.4 ? 0.1 + 0.6 * random() : 0,
    glareAt: [12 * (random() - 0.5), 16 * (random() - 0.5)],
    glareSize: 1 + 4 * random(),
    bands: isPrint || random() < 0.6 ? 0 : 0.02 + 0.12 * random(),
    margin: isPrint ? (random() < 0.5 ? 0 : 0.3 + 1.5 * random()) : 0.3 + 2 * random(),
    marginLight: isPrint ? white : random() < 0.8 ? 0.01 + 0.03 * random() : 0.5,
    seed: Math.floor(1e6 * random()),
  };
}

/** The picture in ink or as backlight, without what depends on the position: once for each picture. In place. */
export function reproduce({ data }: LinearImage, { black, white, saturation, gamma }: Material): void {
  for (let i = 0; i < data.length; i += 3) {
    const luma = 0.3 * data[i]! + 0.59 * data[i + 1]! + 0.11 * data[i + 2]!;
    for (let k = 0; k < 3; k++) {
      const value = Math.min(1, Math.max(0, luma + saturation * (data[i + k]! - luma)));
      data[i + k] = black + (white[k]! - black) * value ** gamma;
    }
  }
}

const STEPS = 1 << 12;
const cosines = Float32Array.from({ length: STEPS }, (_, k) => Math.cos((2 * Math.PI * k) / STEPS));

/** Cosine of a number of turns, from a table: the evaluation spends most of its time here. */
const cosine = (turns: number): number => cosines[Math.floor(turns * STEPS) & (STEPS - 1)]!;

/** Axes of the dots of three inks. */
const INK_AXES = [0, 1, 2].map((k) => [Math.cos(0.26 + k * 1.05), Math.sin(0.26 + k * 1.05)] as const);

/** Adds what depends on the position (centimeters on the sheet): dots or sub-pixels, bands, fibers, a mirrored lamp. In place. */
export function texture(
  material: Material,
  u: number,
  v: number,
  seconds: number,
  light: Float32Array,
): void {
  const { kind, pitch, depth, glare, glareAt, glareSize, bands, seed } = material;
  if (depth > 0 && kind === 'screen') {
    const rows = 1 + 0.5 * depth * cosine(pitch * v);
    for (let k = 0; k < 3; k++) light[k] = light[k]! * rows * (1 + depth * cosine(pitch * u - k / 3));
  } else if (depth > 0) {
    for (let k = 0; k < 3; k++) {
      const axis = INK_AXES[k]!;
      const across = pitch * (axis[0] * u + axis[1] * v);
      const along = pitch * (axis[0] * v - axis[1] * u);
      const dots = (cosine(across) + cosine(along)) / 2;
      light[k] = light[k]! * (1 + depth * dots * Math.max(0, 1 - light[k]!));
    }
  }
  let factor = 1;
  if (bands > 0) factor += bands * Math.tanh(2 * cosine(v / 9 + 1.7 * seconds));
  if (kind === 'print') factor += 0.02 * valueNoise(6 * u, 6 * v, seed);
  let lamp = 0;
  if (glare > 0) {
    const gx = (u - glareAt[0]) / glareSize;
    const gy = (v - glareAt[1]) / glareSize;
    const squared = gx * gx + gy * gy;
    if (squared < 3) lamp = glare * Math.exp(-squared * squared);
  }
  for (let k = 0; k < 3; k++) light[k] = light[k]! * factor + lamp;
}
