import { gaussian, smoothstep } from '../../math/interpolation.ts';
import { valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import { type Anatomy, mouthLine } from '../geometry/anatomy.ts';
import { type Color, composite, multiply } from './color.ts';
import type { Palette } from './palette.ts';

const mouthInterior: Color = [0.022, 0.006, 0.006];

/** Paints the closed lips over the skin; returns their gloss 0…1, or −1 where there are none. */
export function paintLips(
  p: Person,
  a: Anatomy,
  palette: Palette,
  x: number,
  y: number,
  color: Color,
): number {
  const t = x / a.mouthHalfWidth;
  if (Math.abs(t) > 1.25) return -1;
  const u = Math.min(1, Math.abs(t));
  const line = mouthLine(p, a, x);
  const bow = 1 - 0.3 * p.lipBow * gaussian(t / 0.13) + 0.1 * p.lipBow * gaussian((u - 0.24) / 0.12);
  const top = line + a.lipTop * (1 - u ** 1.7) ** 0.85 * bow;
  const bottom = line - a.lipBottom * (1 - u ** 2.2) ** 0.8;
  const edge = 0.09;
  const alpha =
    Math.min(smoothstep(-edge, edge, top - y), smoothstep(-edge * 1.4, edge, y - bottom)) *
    smoothstep(1.0, 0.9, Math.abs(t));
  const wrinkle =
    1 + 0.1 * valueNoise(x * 7.5, y * 1.2, p.seed + 81) + 0.05 * valueNoise(x * 3, y * 2, p.seed + 82);
  const upper = y > line ? 0.84 : 1.04;
  composite(
    color,
    [palette.lip[0] * wrinkle * upper, palette.lip[1] * wrinkle * upper, palette.lip[2] * wrinkle * upper],
    0.9 * alpha,
  );
  const seam = gaussian((y - line) / 0.055) * smoothstep(1.1, 0.93, Math.abs(t));
  composite(color, mouthInterior, 0.8 * seam);
  const corner = gaussian((u - 1) / 0.09) * gaussian((y - line) / 0.16);
  multiply(color, 1 - 0.35 * corner, 1 - 0.45 * corner, 1 - 0.45 * corner);
  return alpha > 0.5 ? 0.42 + 0.2 * p.makeup : -1;
}
