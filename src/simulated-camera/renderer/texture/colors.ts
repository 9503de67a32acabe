import { clamp } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';

/** Linear red, green, blue, 0…1. */
export type Color = [number, number, number];

/** sRGB bytes to linear light (IEC 61966-2-1, with the plain power 2.2). */
const rgb = (r: number, g: number, b: number): Color => [
  (r / 255) ** 2.2,
  (g / 255) ** 2.2,
  (b / 255) ** 2.2,
];

const skinScale = [
  rgb(238, 201, 182),
  rgb(228, 184, 160),
  rgb(212, 163, 134),
  rgb(186, 134, 102),
  rgb(148, 100, 72),
  rgb(106, 70, 51),
  rgb(74, 48, 37),
];
const hairScale = [
  rgb(16, 13, 12),
  rgb(36, 25, 19),
  rgb(62, 42, 29),
  rgb(98, 66, 42),
  rgb(128, 70, 40),
  rgb(160, 122, 78),
  rgb(196, 164, 116),
];
const irisScale = [
  rgb(42, 26, 17),
  rgb(78, 48, 28),
  rgb(106, 82, 46),
  rgb(88, 104, 72),
  rgb(88, 116, 142),
  rgb(116, 134, 146),
];
const shirtScale = [
  rgb(30, 36, 52),
  rgb(84, 92, 100),
  rgb(150, 60, 56),
  rgb(44, 90, 82),
  rgb(196, 190, 180),
  rgb(66, 88, 136),
  rgb(120, 92, 120),
];
const lipScale = [rgb(196, 128, 114), rgb(186, 100, 96), rgb(158, 62, 68)];

/** Color at `at` (0…1) sampleRamp a scale. */
export function sampleRamp(scale: readonly Color[], at: number): Color {
  const x = clamp(at, 0, 1) * (scale.length - 1);
  const i = Math.min(scale.length - 2, Math.floor(x));
  return mixColors(scale[i]!, scale[i + 1]!, x - i);
}

export function mixColors(a: Color, b: Color, t: number): Color {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Moves `c` towards `to` in place. */
export function composite(c: Color, to: Color, alpha: number): void {
  c[0] += (to[0] - c[0]) * alpha;
  c[1] += (to[1] - c[1]) * alpha;
  c[2] += (to[2] - c[2]) * alpha;
}

/** Multiplies `c` in place. */
export function multiply(c: Color, r: number, g: number, b: number): void {
  c[0] *= r;
  c[1] *= g;
  c[2] *= b;
}

export interface Palette {
  readonly skin: Color;
  readonly hair: Color;
  readonly iris: Color;
  readonly lip: Color;
  readonly shirt: Color;
  readonly brow: Color;
  readonly glasses: Color;
}

export function createPalette(p: Person): Palette {
  const skin = sampleRamp(skinScale, p.melanin);
  multiply(skin, 1 + 0.05 * (p.redness - 0.5), 1 - 0.14 * (p.redness - 0.5), 1 - 0.1 * (p.redness - 0.5));
  const dark = p.melanin > 0.45 ? Math.min(p.hairShade, 0.25) : p.hairShade;
  const natural = sampleRamp(hairScale, dark);
  const hair = mixColors(natural, rgb(172, 168, 164), clamp(p.hairGray, 0, 1));
  const lip = sampleRamp(lipScale, p.lipTint);
  // Lips follow the skin: the same blood under more or less pigment.
  const bare: Color = [skin[0] * 0.8, skin[1] * 0.52, skin[2] * 0.56];
  const eyes = p.melanin > 0.5 ? p.iris * 0.3 : p.iris;
  return {
    skin,
    hair,
    iris: sampleRamp(irisScale, eyes),
    lip: mixColors(
      bare,
      [lip[0] * (0.4 + 0.6 * skin[0]), lip[1] * (0.35 + 0.65 * skin[1]), lip[2] * (0.35 + 0.65 * skin[2])],
      0.25 + 0.6 * p.makeup,
    ),
    shirt: sampleRamp(shirtScale, p.shirt),
    brow: mixColors(mixColors(natural, rgb(46, 34, 28), 0.35), rgb(156, 152, 147), clamp(p.hairGray * 0.7, 0, 1)),
    glasses: sampleRamp([rgb(14, 14, 16), rgb(70, 42, 26), rgb(110, 110, 116), rgb(28, 38, 70)], p.glassesShade),
  };
}
