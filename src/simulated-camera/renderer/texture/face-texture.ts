import type { Color, Palette } from './colors.ts';
import { composite, multiply } from './colors.ts';
import { gaussian, clamp, mix, smoothstep } from '../../math/interpolation.ts';
import { paintEye } from './eyes.ts';
import { paintLips } from './lips.ts';
import type { Person } from '../../people/person.ts';
import { fractalNoise, valueNoise } from '../../math/random.ts';
import { paintSkin } from './skin.ts';
import { CHIN_LEVEL } from '../geometry/skull.ts';
import type { Surface } from '../geometry/surface.ts';
import { createTexture, type Texture } from './texture.ts';

/** Columns and rows of a texture, `to` not included. */
export interface TextureRegion {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Strands: dark and light along the fall of the hair, crossed where it curls. */
function paintHair(p: Person, palette: Palette, angle: number, y: number, depth: number, c: Color): number {
  const roots = 0.35 * valueNoise(angle * 30, y * 2, p.seed + 11);
  const cover = smoothstep(-0.55, 0.55, depth + roots);
  if (cover === 0) return 0;
  const drift = 0.5 * fractalNoise(angle * 2.2, y * 0.35, p.seed + 12);
  const curl = p.hairCurl;
  const strand =
    (1 - 0.6 * curl) *
      (0.34 * valueNoise((angle + 0.09 * drift) * 42, y * 0.42, p.seed + 13) +
        0.2 * valueNoise((angle + 0.05 * drift) * 95, y * 0.9, p.seed + 14)) +
    curl * 0.6 * fractalNoise(angle * 16, y * 2.6, p.seed + 15);
  const k = Math.max(0.25, 1 + 0.75 * strand + 0.25 * drift - 0.3 * smoothstep(0.6, 0, depth));
  composite(c, [palette.hair[0] * k, palette.hair[1] * k, palette.hair[2] * k], cover);
  return cover;
}

function paintShirt(p: Person, palette: Palette, x: number, y: number, z: number, c: Color): void {
  const neck = CHIN_LEVEL * p.faceLength - (z > 0 ? 4.6 + 1.2 * gaussian(x / 3) : 3);
  const cloth = smoothstep(0.15, -0.15, y - neck);
  const weave = 1 + 0.06 * valueNoise(x * 6, y * 6, p.seed + 17) + 0.12 * valueNoise(x * 0.5, y * 0.4, p.seed + 18);
  const seam = 1 - 0.45 * gaussian((y - neck + 0.45) / 0.12);
  composite(c, [palette.shirt[0] * weave * seam, palette.shirt[1] * weave * seam, palette.shirt[2] * weave * seam], cloth);
}

/** Color of one point of the surface into `c`; returns gloss 0…1. */
function colorAt(
  p: Person,
  s: Surface,
  palette: Palette,
  blink: number,
  angle: number,
  x: number,
  y: number,
  z: number,
  depth: number,
  c: Color,
): number {
  c[0] = palette.skin[0];
  c[1] = palette.skin[1];
  c[2] = palette.skin[2];
  let gloss = 0.15;
  if (z > 1 && y > s.anatomy.chin - 6 && y < 10) {
    gloss = paintSkin(p, s.anatomy, palette, x, y, z, c);
    const lips = paintLips(p, s.anatomy, palette, x, y, c);
    const wet = paintEye(p, x < 0 ? s.anatomy.eyes[0] : s.anatomy.eyes[1], palette, blink, x, y, c);
    gloss = wet > 0 ? wet : lips > 0 ? lips : gloss;
  } else {
    const k = 1 + 0.06 * fractalNoise(x, y, p.seed);
    multiply(c, k, k, k);
  }
  if (y < s.anatomy.chin - 2) paintShirt(p, palette, x, y, z, c);
  if (depth > -1.2) gloss = mix(gloss, 0.3, paintHair(p, palette, angle, y, depth, c));
  return gloss;
}

/** Paints a patch of the texture. Angle, radius, height are interpolated from the surface's grid. */
export function paintRegion(
  p: Person,
  s: Surface,
  palette: Palette,
  blink: number,
  texture: Texture,
  patch: TextureRegion,
): void {
  const { columns, rows, angle } = s.grid;
  const scale = texture.width / (columns - 1);
  const c: Color = [0, 0, 0];
  for (let ty = patch.top; ty < patch.bottom; ty++) {
    const gy = (ty + 0.5) / scale;
    const j = Math.min(rows - 2, Math.floor(gy));
    const fj = gy - j;
    const y = mix(s.height[j]!, s.height[j + 1]!, fj);
    for (let tx = patch.left; tx < patch.right; tx++) {
      const gx = (tx + 0.5) / scale;
      const i = Math.min(columns - 2, Math.floor(gx));
      const fi = gx - i;
      const turn = mix(angle[i]!, angle[i + 1]!, fi);
      const at = j * columns + i;
      const r = bilinear(s.radius, at, columns, fi, fj);
      const depth = bilinear(s.hair, at, columns, fi, fj);
      const gloss = colorAt(p, s, palette, blink, turn, r * Math.sin(turn), y, r * Math.cos(turn), depth, c);
      const out = (ty * texture.width + tx) * 4;
      texture.texels[out] = 255 * Math.sqrt(clamp(c[0], 0, 1));
      texture.texels[out + 1] = 255 * Math.sqrt(clamp(c[1], 0, 1));
      texture.texels[out + 2] = 255 * Math.sqrt(clamp(c[2], 0, 1));
      texture.texels[out + 3] = 255 * gloss;
    }
  }
}

function bilinear(v: Float32Array, at: number, columns: number, fi: number, fj: number): number {
  return mix(mix(v[at]!, v[at + 1]!, fi), mix(v[at + columns]!, v[at + columns + 1]!, fi), fj);
}

/** The textures of a face at several states of its eyes (0 open … 1 closed); only the eyes are painted anew. */
export function createFaceTextures(
  p: Person,
  s: Surface,
  palette: Palette,
  scale: number,
  blinks: readonly number[],
): readonly Texture[] {
  const first = createTexture(s, scale);
  const all = { left: 0, right: first.width, top: 0, bottom: first.height };
  paintRegion(p, s, palette, blinks[0]!, first, all);
  const eyes = eyeRegion(s, scale);
  return blinks.map((blink, k) => {
    if (k === 0) return first;
    const texture = { ...first, texels: first.texels.slice() };
    paintRegion(p, s, palette, blink, texture, eyes);
    return texture;
  });
}

/** The rectangle around both eyes. */
function eyeRegion(s: Surface, scale: number): TextureRegion {
  const { columns, rows, angle } = s.grid;
  const row = (y: number) => s.height.findIndex((h, j) => h < y || j === rows - 1);
  const left = angle.findIndex((v) => v > -0.78);
  return {
    left: left * scale,
    right: (columns - 1 - left) * scale,
    top: row(1.7) * scale,
    bottom: row(-1.5) * scale,
  };
}
