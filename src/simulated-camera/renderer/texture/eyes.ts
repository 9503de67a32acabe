import { clamp, gaussian, mix, smoothstep } from '../../math/interpolation.ts';
import { valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import type { Eye } from '../geometry/anatomy.ts';
import { type Color, composite, multiply } from './color.ts';
import type { Palette } from './palette.ts';

const sclera: Color = [0.52, 0.48, 0.45];
const pink: Color = [0.5, 0.22, 0.19];
const black: Color = [0.006, 0.005, 0.005];

/** Heights of the upper and the lower lid over the eye's center at u (−1 inner, 1 outer corner). */
function lids(p: Person, halfWidth: number, u: number): readonly [number, number] {
  const w = Math.max(0, 1 - u * u);
  const upper = 0.56 * p.eyeOpen * halfWidth * 0.7 * (w ** 0.72 * (1 - 0.14 * u));
  const lower = -0.4 * halfWidth * 0.7 * (w ** 0.85 * (1 + 0.18 * u)) * (0.75 + 0.25 * p.eyeOpen);
  return [upper, lower];
}

/**
 * Paints one eye with its lids over the skin.
 *
 * @param blink 0 open … 1 closed
 * @returns gloss 0…1 of the eyeball, which is low because its highlight is painted; −1 where there is only skin
 */
export function paintEye(
  p: Person,
  eye: Eye,
  palette: Palette,
  blink: number,
  x: number,
  y: number,
  color: Color,
): number {
  const dx = (x - eye.x) * eye.side;
  const u = dx / eye.halfWidth;
  const dy = y - eye.y - p.eyeTilt * dx;
  if (u < -1.5 || u > 1.6 || dy > 1.6 || dy < -1.4) return -1;
  const inside = clamp(u, -1, 1);
  const [openTop, bottom] = lids(p, eye.halfWidth, inside);
  const top = mix(openTop, bottom + 0.03, blink);
  paintLid(p, palette, u, dy, openTop, top, color);
  const opening =
    Math.min(smoothstep(-0.05, 0.03, top - dy), smoothstep(-0.045, 0.035, dy - bottom)) *
    smoothstep(1.02, 0.96, Math.abs(u));
  const gloss = opening > 0.5 ? 0.04 : -1;
  if (opening > 0) {
    const white = 1 - 0.25 * p.melanin;
    const ball: Color = [sclera[0] * white, sclera[1] * white, sclera[2] * white];
    paintEyeball(p, eye, palette, u, dx, dy, top, ball);
    composite(color, ball, opening);
  }
  paintLashes(p, u, dy, top, bottom, color);
  return gloss;
}

/** Sclera, iris, pupil, shadow of the upper lid and highlight. */
function paintEyeball(
  p: Person,
  eye: Eye,
  palette: Palette,
  u: number,
  dx: number,
  dy: number,
  top: number,
  ball: Color,
): void {
  const corner = 0.5 * smoothstep(0.55, 1, Math.abs(u));
  composite(ball, pink, 0.45 * corner + 0.55 * smoothstep(-0.8, -0.97, u));
  const iris = 0.6;
  const r = Math.hypot(dx + 0.02, dy - 0.05);
  const streak =
    1 + 0.35 * valueNoise(Math.atan2(dy - 0.05, dx) * 9, r * 4, p.seed + (eye.side > 0 ? 71 : 72));
  const brightness =
    streak * (0.75 + 0.6 * smoothstep(0.25, -0.5, dy - 0.05) + 0.25 * gaussian((r - 0.3) / 0.12));
  const disc = smoothstep(iris + 0.04, iris - 0.05, r);
  composite(
    ball,
    [palette.iris[0] * brightness, palette.iris[1] * brightness, palette.iris[2] * brightness],
    disc,
  );
  composite(ball, black, disc * (0.75 * smoothstep(iris - 0.17, iris, r)));
  composite(ball, black, smoothstep(0.27, 0.2, r));
  // The upper lid and its lashes cast a shadow on the eyeball.
  const shadow = 1 - 0.6 * smoothstep(0.36, 0, top - dy) - 0.25 * smoothstep(0.75, 1, Math.abs(u));
  multiply(ball, shadow, shadow, shadow);
  const highlight =
    smoothstep(0.115, 0.06, Math.hypot(dx * eye.side + 0.16, dy - 0.22)) * smoothstep(0, 0.1, top - dy);
  composite(ball, [0.95, 0.97, 1], 0.85 * highlight);
}

/** The crease of the upper lid and the shadow or make-up on the lid. */
function paintLid(
  p: Person,
  palette: Palette,
  u: number,
  dy: number,
  openTop: number,
  top: number,
  color: Color,
): void {
  const span = smoothstep(1.45, 0.8, Math.abs(u - 0.05));
  const height = 0.22 + 0.3 * p.eyeCrease;
  const crease = openTop + height * (0.55 + 0.45 * (1 - Math.min(1, u * u)));
  const line = gaussian((dy - crease) / 0.075) * span;
  multiply(color, 1 - 0.42 * line, 1 - 0.52 * line, 1 - 0.52 * line);
  const lid =
    smoothstep(crease + 0.5 * p.makeup, crease - 0.05, dy) * smoothstep(top - 0.05, top + 0.05, dy) * span;
  const shadow = lid * (0.12 + 0.4 * p.makeup * (0.3 + 0.7 * palette.skin[0]));
  multiply(color, 1 - 0.8 * shadow, 1 - shadow, 1 - 0.9 * shadow);
}

function paintLashes(p: Person, u: number, dy: number, top: number, bottom: number, color: Color): void {
  const upperWidth = (0.055 + 0.06 * p.lashes) * (0.75 + 0.45 * u);
  const reach = smoothstep(1.14, 0.96, Math.abs(u));
  const flick = u > 0.9 ? 0.14 * p.lashes * (u - 0.9) * 5 : 0;
  const upper = gaussian((dy - top - 0.02 - flick) / Math.max(0.04, upperWidth)) * reach;
  composite(color, black, clamp((0.72 + 0.25 * p.lashes) * upper, 0, 0.95));
  const lower = gaussian((dy - bottom + 0.02) / 0.05) * smoothstep(1.05, 0.85, Math.abs(u));
  composite(color, [0.06, 0.03, 0.025], (0.28 + 0.35 * p.lashes * smoothstep(-0.3, 0.6, u)) * lower);
}
