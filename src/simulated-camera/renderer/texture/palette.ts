import { clamp } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';
import { type Color, fromSrgb, mixColors, multiply } from './color.ts';

// Color ramps; a trait of the person is the position on the ramp, 0…1.
const skinRamp = [
  fromSrgb(238, 201, 182),
  fromSrgb(228, 184, 160),
  fromSrgb(212, 163, 134),
  fromSrgb(186, 134, 102),
  fromSrgb(148, 100, 72),
  fromSrgb(106, 70, 51),
  fromSrgb(74, 48, 37),
];
const hairRamp = [
  fromSrgb(16, 13, 12),
  fromSrgb(36, 25, 19),
  fromSrgb(62, 42, 29),
  fromSrgb(98, 66, 42),
  fromSrgb(128, 70, 40),
  fromSrgb(160, 122, 78),
  fromSrgb(196, 164, 116),
];
const irisRamp = [
  fromSrgb(42, 26, 17),
  fromSrgb(78, 48, 28),
  fromSrgb(106, 82, 46),
  fromSrgb(88, 104, 72),
  fromSrgb(88, 116, 142),
  fromSrgb(116, 134, 146),
];
const shirtRamp = [
  fromSrgb(30, 36, 52),
  fromSrgb(84, 92, 100),
  fromSrgb(150, 60, 56),
  fromSrgb(44, 90, 82),
  fromSrgb(196, 190, 180),
  fromSrgb(66, 88, 136),
  fromSrgb(120, 92, 120),
];
const lipRamp = [fromSrgb(196, 128, 114), fromSrgb(186, 100, 96), fromSrgb(158, 62, 68)];
const glassesRamp = [
  fromSrgb(14, 14, 16),
  fromSrgb(70, 42, 26),
  fromSrgb(110, 110, 116),
  fromSrgb(28, 38, 70),
];

/** Color at the position `at` (0…1) of a ramp. */
function sampleRamp(ramp: readonly Color[], at: number): Color {
  const x = clamp(at, 0, 1) * (ramp.length - 1);
  const i = Math.min(ramp.length - 2, Math.floor(x));
  return mixColors(ramp[i]!, ramp[i + 1]!, x - i);
}

/** The colors of a person. */
export interface Palette {
  readonly skin: Color;
  readonly hair: Color;
  readonly iris: Color;
  readonly lip: Color;
  readonly shirt: Color;
  readonly brow: Color;
  readonly glasses: Color;
}

/** Computes the colors from the traits of a person. */
export function createPalette(p: Person): Palette {
  const skin = sampleRamp(skinRamp, p.melanin);
  multiply(skin, 1 + 0.05 * (p.redness - 0.5), 1 - 0.14 * (p.redness - 0.5), 1 - 0.1 * (p.redness - 0.5));
  const hairShade = p.melanin > 0.45 ? Math.min(p.hairShade, 0.25) : p.hairShade;
  const natural = sampleRamp(hairRamp, hairShade);
  const hair = mixColors(natural, fromSrgb(172, 168, 164), clamp(p.hairGray, 0, 1));
  const lip = sampleRamp(lipRamp, p.lipTint);
  // The same blood shows through more or less pigment, so lips follow the skin.
  const lipWithoutMakeup: Color = [skin[0] * 0.8, skin[1] * 0.52, skin[2] * 0.56];
  const irisShade = p.melanin > 0.5 ? p.iris * 0.3 : p.iris;
  return {
    skin,
    hair,
    iris: sampleRamp(irisRamp, irisShade),
    lip: mixColors(
      lipWithoutMakeup,
      [lip[0] * (0.4 + 0.6 * skin[0]), lip[1] * (0.35 + 0.65 * skin[1]), lip[2] * (0.35 + 0.65 * skin[2])],
      0.25 + 0.6 * p.makeup,
    ),
    shirt: sampleRamp(shirtRamp, p.shirt),
    brow: mixColors(
      mixColors(natural, fromSrgb(46, 34, 28), 0.35),
      fromSrgb(156, 152, 147),
      clamp(p.hairGray * 0.7, 0, 1),
    ),
    glasses: sampleRamp(glassesRamp, p.glassesShade),
  };
}
