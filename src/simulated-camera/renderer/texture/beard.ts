import { clamp, mix, smoothstep } from '../../math/interpolation.ts';
import { valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import type { Anatomy } from '../geometry/anatomy.ts';
import { type Color, composite, multiply } from './color.ts';
import type { Palette } from './palette.ts';

/** Density of beard and mustache at a point, 0…1 each. */
function hairDensity(a: Anatomy, ax: number, y: number): readonly [number, number] {
  const top = a.mouth - 0.6 + 0.55 * Math.max(0, ax - a.mouthHalfWidth * 0.9);
  const line = mix(top + 0.4, 0.5, smoothstep(4.7, 6.4, ax));
  const full = smoothstep(line + 0.6, line - 0.7, y) * smoothstep(a.chin - 3.6, a.chin - 1.4, y);
  const t = ax / (a.mouthHalfWidth + 0.55);
  const upper = a.noseBase - 0.25 - 1.2 * t * t;
  const lower = a.mouth + 0.85 * a.lipTop * (1 - t * t) - 0.7 * t * t;
  const lip =
    smoothstep(lower - 0.1, lower + 0.25, y) *
    smoothstep(upper + 0.3, upper - 0.25, y) *
    smoothstep(1.1, 0.9, t);
  const side =
    smoothstep(a.mouthHalfWidth - 0.15, a.mouthHalfWidth + 0.35, ax) *
    smoothstep(a.mouthHalfWidth + 1.4, a.mouthHalfWidth + 0.7, ax) *
    smoothstep(a.mouth + 0.6, a.mouth, y);
  return [full, Math.max(lip, 0.8 * side * smoothstep(a.mouth - 2.5, a.mouth - 1.5, y))];
}

/** Paints stubble, beard and mustache over the skin; `ax` is |x|. */
export function paintBeard(
  p: Person,
  a: Anatomy,
  palette: Palette,
  x: number,
  ax: number,
  y: number,
  z: number,
  color: Color,
): void {
  if (p.stubble + p.beard + p.mustache === 0 || y > 1) return;
  const [beard, mustache] = hairDensity(a, ax, y);
  const full = beard * smoothstep(0.9, 2, z);
  const grain =
    0.85 + 0.22 * valueNoise(x * 10, y * 7, p.seed + 61) + 0.2 * valueNoise(x * 5, y * 2.5, p.seed + 62);
  const shadow = 0.34 * p.stubble * Math.max(full, mustache * 0.9);
  multiply(color, 1 - shadow * 0.95, 1 - shadow * 0.85, 1 - shadow * (0.62 + 0.3 * p.melanin));
  const hair = Math.max(full * p.beard, mustache * Math.max(p.mustache, p.beard * 0.7));
  composite(color, palette.brow, clamp(1.25 * hair * grain, 0, 0.94));
}
