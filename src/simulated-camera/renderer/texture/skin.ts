import { clamp, gaussian, gaussian2d, smoothstep } from '../../math/interpolation.ts';
import { cellularSpots, fractalNoise, valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import { type Anatomy, browAt } from '../geometry/anatomy.ts';
import { paintBeard } from './beard.ts';
import { type Color, composite, multiply } from './color.ts';
import type { Palette } from './palette.ts';

/** Color of deep shadows, as in the nostrils. */
const shadowColor: Color = [0.05, 0.028, 0.02];

/** Paints the skin of the face without eyes and lips; returns gloss 0…1. */
export function paintSkin(
  p: Person,
  a: Anatomy,
  palette: Palette,
  x: number,
  y: number,
  z: number,
  color: Color,
): number {
  const ax = Math.abs(x);
  paintBloodFlow(p, a, x, ax, y, color);
  const patches =
    0.05 * fractalNoise(x * 0.9, y * 0.9, p.seed) + 0.035 * valueNoise(x * 3.1, y * 3.1, p.seed + 3);
  const pore = (0.025 + 0.035 * p.age) * valueNoise(x * 9, y * 9, p.seed + 5);
  const k = 1 + patches + pore;
  multiply(color, k, k * (1 - 0.4 * patches), k * (1 - 0.3 * patches));
  paintFreckles(p, x, ax, y, color);
  paintWrinkles(p, a, x, ax, y, color);
  paintShadows(p, a, ax, y, color);
  paintBrow(p, a, palette, x, ax, y, color);
  paintBeard(p, a, palette, x, ax, y, z, color);
  const oily =
    gaussian2d(x, y, 0, 4.5, 3, 2) +
    gaussian2d(x, y, 0, a.noseTip + 1, 1, 2.6) +
    0.6 * gaussian2d(ax, y, 4, -2, 1.5, 1.2);
  return 0.2 + 0.2 * clamp(oily, 0, 1);
}

/** Redder cheeks, nose, chin and lids; a paler forehead. */
function paintBloodFlow(p: Person, a: Anatomy, x: number, ax: number, y: number, color: Color): void {
  const flush = 0.35 + 0.65 * p.redness + 0.35 * p.makeup;
  const cheek = gaussian2d(ax, y, 4.1, -2.9, 1.9, 1.6);
  const nose = 0.8 * gaussian2d(x, y, 0, a.noseTip - 0.2, 1.5, 1.1);
  const chin = 0.45 * gaussian2d(x, y, 0, a.chin, 1.6, 1.2);
  const lids = 0.45 * gaussian2d(ax, y, a.eyes[1].x, 0.1, 2, 1.2);
  const red = flush * (cheek + nose + chin + lids) * (1 - 0.55 * p.melanin);
  multiply(color, 1 - 0.02 * red, 1 - 0.17 * red, 1 - 0.15 * red);
  const pale = 0.06 * gaussian2d(x, y, 0, 5, 4.5, 2);
  multiply(color, 1 + pale, 1 + 1.1 * pale, 1 + 0.9 * pale);
}

function paintFreckles(p: Person, x: number, ax: number, y: number, color: Color): void {
  if (p.freckles === 0) return;
  const zone = gaussian2d(ax, y, 2.6, -2.2, 3, 1.7) + 0.3 * gaussian2d(x, y, 0, 4, 4, 2);
  const spot =
    cellularSpots(x * 2.6, y * 2.6, p.seed + 21) + 0.6 * cellularSpots(x * 4.3, y * 4.3, p.seed + 25);
  const k = 0.6 * p.freckles * spot * zone;
  multiply(color, 1 - 0.6 * k, 1 - k, 1 - 1.1 * k);
}

function paintWrinkles(p: Person, a: Anatomy, x: number, ax: number, y: number, color: Color): void {
  if (p.age < 0.25) return;
  const strength = (p.age - 0.25) / 0.75;
  const wobble = 0.3 * valueNoise(x * 0.6, y * 0.5, p.seed + 31);
  const forehead = gaussian(((((y + wobble) / 0.95) % 1) - 0.5) / 0.13) * gaussian2d(x, y, 0, 4.6, 3.8, 1.5);
  const eye = a.eyes[1];
  const crowsFeet =
    gaussian((((Math.atan2(y + 0.15, ax - eye.x - 0.6) * 4.2 + 20) % 1) - 0.5) / 0.17) *
    gaussian2d(ax, y, eye.x + 2.3, -0.1, 0.75, 0.8);
  const frown =
    gaussian((ax - 0.5 - 0.1 * valueNoise(0, y, p.seed)) / 0.1) * gaussian2d(x, y, 0, 1.7, 1.5, 0.8);
  const k = 1 - strength * (0.16 * forehead + 0.2 * crowsFeet + 0.2 * frown);
  multiply(color, k, k * k, k * k);
}

/** Shadows under the eyes, next to the nose and in the nostrils. */
function paintShadows(p: Person, a: Anatomy, ax: number, y: number, color: Color): void {
  const eye = a.eyes[1];
  const under = (0.1 + 0.24 * p.eyeBags + 0.1 * p.age) * gaussian2d(ax, y, eye.x * 0.93, -1.15, 1.15, 0.5);
  const inner = 0.25 * gaussian2d(ax, y, eye.x - eye.halfWidth - 0.15, 0.1, 0.4, 0.6);
  const wing =
    0.4 *
    gaussian((Math.hypot((ax - a.noseWing + 0.5) * 0.9, y - a.noseBase - 0.55) - 0.62) / 0.13) *
    smoothstep(a.noseWing - 0.55, a.noseWing, ax);
  const nostril =
    0.93 *
    Math.exp(
      -(((ax - 0.43 * a.noseWing) / (0.3 * p.noseWidth)) ** 2) * 1.1 -
        ((y - a.noseBase - 0.1 + 0.12 * (ax - 0.6)) / 0.165) ** 2,
    );
  const below = 0.22 * gaussian2d(ax, y, 0, a.noseBase - 0.12, 1.1, 0.2);
  multiply(color, 1 - 0.75 * under - 0.5 * inner, 1 - under - 0.6 * inner, 1 - 0.9 * under - 0.55 * inner);
  composite(color, shadowColor, clamp(wing * 0.6 + nostril + below, 0, 0.95));
}

function paintBrow(
  p: Person,
  a: Anatomy,
  palette: Palette,
  x: number,
  ax: number,
  y: number,
  color: Color,
): void {
  const start = 1.15 + 0.6 * p.browGap;
  const t = (ax - start) / (5.25 - start);
  if (t < -0.15 || t > 1.08) return;
  const [middle, half] = browAt(p, a, Math.max(0, t));
  const d = (y - middle - (x < 0 ? 0.05 : -0.05) * p.skew) / half;
  if (Math.abs(d) > 2) return;
  const lean = ax * 6 - y * 5 * (0.9 - t);
  const hairs =
    0.68 + 0.5 * valueNoise(lean, y * 1.3 + ax, p.seed + 41) + 0.22 * valueNoise(ax * 11, y * 9, p.seed + 42);
  const body = Math.exp(-(Math.abs(d) ** 2.6)) * smoothstep(-0.12, 0.14, t) * smoothstep(1.06, 0.8, t);
  composite(color, palette.brow, clamp(body * hairs * (0.35 + 0.75 * p.browDensity), 0, 0.95));
}
