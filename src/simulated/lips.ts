import { type Anatomy, mouthLine } from './anatomy.ts';
import { type Colour, lay, type Palette, tint } from './colours.ts';
import { bump, smoothstep } from './curve.ts';
import type { Person } from './person.ts';
import { noise } from './random.ts';

const inside: Colour = [0.022, 0.006, 0.006];
const teeth: Colour = [0.55, 0.5, 0.43];

/** Lips, and what shows between them when the mouth opens (0…1); gloss 0…1, −1 beside the lips. */
export function paintLips(p: Person, a: Anatomy, hue: Palette, open: number, x: number, y: number, c: Colour): number {
  const t = x / a.mouthHalf;
  if (Math.abs(t) > 1.25) return -1;
  const u = Math.min(1, Math.abs(t));
  const line = mouthLine(p, a, x);
  const gap = 0.75 * open * (1 - u * u);
  const bow = 1 - 0.3 * p.lipBow * bump(t / 0.13) + 0.1 * p.lipBow * bump((u - 0.24) / 0.12);
  const top = line + 0.12 * gap + a.lipTop * (1 - u ** 1.7) ** 0.85 * bow;
  const bottom = line - gap - a.lipBottom * (1 - u ** 2.2) ** 0.8;
  const edge = 0.09;
  const mask = Math.min(smoothstep(-edge, edge, top - y), smoothstep(-edge * 1.4, edge, y - bottom)) * smoothstep(1.0, 0.9, Math.abs(t));
  const crack = 1 + 0.1 * noise(x * 7.5, y * 1.2, p.seed + 81) + 0.05 * noise(x * 3, y * 2, p.seed + 82);
  const upper = y > line ? 0.84 : 1.04;
  lay(c, [hue.lip[0] * crack * upper, hue.lip[1] * crack * upper, hue.lip[2] * crack * upper], 0.9 * mask);
  const seam = bump((y - line + 0.5 * gap) / (0.055 + 0.5 * gap)) * smoothstep(1.1, 0.93, Math.abs(t));
  lay(c, inside, Math.min(0.97, seam * (0.8 + gap)));
  if (gap > 0.1) {
    const row = smoothstep(0.05, 0.12, gap) * bump((y - line + 0.16) / 0.14) * smoothstep(0.75, 0.5, u);
    lay(c, teeth, 0.8 * row);
  }
  const corner = bump((u - 1) / 0.09) * bump((y - line) / 0.16);
  tint(c, 1 - 0.35 * corner, 1 - 0.45 * corner, 1 - 0.45 * corner);
  return mask > 0.5 ? 0.42 + 0.2 * p.makeup : -1;
}
