import type { Anatomy } from './anatomy.ts';
import { type Colour, lay, type Palette, tint } from './colours.ts';
import { clamp, smoothstep } from './curve.ts';
import type { Person } from './person.ts';
import { noise } from './random.ts';

/** Where a beard and a moustache grow, 0…1 each. */
function beardZone(a: Anatomy, ax: number, y: number): readonly [number, number] {
  const top = a.mouth - 0.6 + 0.55 * Math.max(0, ax - a.mouthHalf * 0.9);
  const line = ax > 5.8 ? 0.5 : top + 0.4;
  const full = smoothstep(line + 0.6, line - 0.7, y) * smoothstep(a.chin - 3.6, a.chin - 1.4, y);
  const lipEdge = a.mouth + a.lipTop * 0.75;
  const lip =
    smoothstep(lipEdge - 0.1, lipEdge + 0.25, y) *
    smoothstep(a.noseBase + 0.1, a.noseBase - 0.45, y) *
    smoothstep(a.mouthHalf + 0.9, a.mouthHalf - 0.2, ax);
  const side =
    smoothstep(a.mouthHalf - 0.15, a.mouthHalf + 0.35, ax) *
    smoothstep(a.mouthHalf + 1.4, a.mouthHalf + 0.7, ax) *
    smoothstep(a.mouth + 1, a.mouth + 0.4, y) *
    smoothstep(a.mouth - 2.5, a.mouth - 1.5, y);
  return [Math.max(full, side * full, 0), Math.max(lip, 0.8 * side)];
}

/** Stubble, beard and moustache over the skin at a point; `ax` is |x|. */
export function paintBeard(
  p: Person,
  a: Anatomy,
  hue: Palette,
  x: number,
  ax: number,
  y: number,
  z: number,
  c: Colour,
): void {
  if (p.stubble + p.beard + p.moustache === 0 || y > 1) return;
  const [zone, lip] = beardZone(a, ax, y);
  const full = zone * smoothstep(0.9, 3, z);
  const grain = 0.7 + 0.4 * noise(x * 10, y * 7, p.seed + 61) + 0.3 * noise(x * 5, y * 2.5, p.seed + 62);
  const shadow = 0.34 * p.stubble * Math.max(full, lip * 0.9);
  tint(c, 1 - shadow * 0.95, 1 - shadow * 0.85, 1 - shadow * (0.62 + 0.3 * p.melanin));
  const hair = Math.max(full * p.beard, lip * Math.max(p.moustache, p.beard * 0.7));
  lay(c, hue.brow, clamp(1.25 * hair * grain, 0, 0.94));
}
