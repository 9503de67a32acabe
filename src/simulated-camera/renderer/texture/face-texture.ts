import { clamp, mix } from '../../math/interpolation.ts';
import { fractalNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import type { Surface } from '../geometry/surface.ts';
import { type Color, multiply } from './color.ts';
import { paintEye } from './eyes.ts';
import { paintHair } from './hair.ts';
import { paintLips } from './lips.ts';
import type { Palette } from './palette.ts';
import { paintShirt } from './shirt.ts';
import { paintSkin } from './skin.ts';
import { createTexture, type Texture } from './texture.ts';

/** A rectangle of texels; `right` and `bottom` are exclusive. */
interface TextureRegion {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Paints one point of the surface into `color`; returns gloss 0…1. `depth` as of `hairDepth`. */
function paintPoint(
  p: Person,
  surface: Surface,
  palette: Palette,
  blink: number,
  angle: number,
  x: number,
  y: number,
  z: number,
  depth: number,
  color: Color,
): number {
  const { anatomy } = surface;
  color[0] = palette.skin[0];
  color[1] = palette.skin[1];
  color[2] = palette.skin[2];
  let gloss = 0.15;
  if (z > 1 && y > anatomy.chin - 6 && y < 10) {
    gloss = paintSkin(p, anatomy, palette, x, y, z, color);
    const lipGloss = paintLips(p, anatomy, palette, x, y, color);
    const eye = x < 0 ? anatomy.eyes[0] : anatomy.eyes[1];
    const eyeGloss = paintEye(p, eye, palette, blink, x, y, color);
    gloss = eyeGloss > 0 ? eyeGloss : lipGloss > 0 ? lipGloss : gloss;
  } else {
    const k = 1 + 0.06 * fractalNoise(x, y, p.seed);
    multiply(color, k, k, k);
  }
  if (y < anatomy.chin - 2) paintShirt(p, palette, x, y, z, color);
  if (depth > -1.2) gloss = mix(gloss, 0.3, paintHair(p, palette, angle, y, depth, color));
  return gloss;
}

/** Paints a region of the texture. Azimuth, radius, height and hair depth are interpolated from the surface's grid. */
function paintRegion(
  p: Person,
  surface: Surface,
  palette: Palette,
  blink: number,
  texture: Texture,
  region: TextureRegion,
): void {
  const { columns, rows, angle } = surface.grid;
  const scale = texture.width / (columns - 1);
  const color: Color = [0, 0, 0];
  for (let ty = region.top; ty < region.bottom; ty++) {
    const gy = (ty + 0.5) / scale;
    const j = Math.min(rows - 2, Math.floor(gy));
    const fj = gy - j;
    const y = mix(surface.height[j]!, surface.height[j + 1]!, fj);
    for (let tx = region.left; tx < region.right; tx++) {
      const gx = (tx + 0.5) / scale;
      const i = Math.min(columns - 2, Math.floor(gx));
      const fi = gx - i;
      const azimuth = mix(angle[i]!, angle[i + 1]!, fi);
      const at = j * columns + i;
      const r = interpolate(surface.radius, at, columns, fi, fj);
      const depth = interpolate(surface.hair, at, columns, fi, fj);
      const [x, z] = [r * Math.sin(azimuth), r * Math.cos(azimuth)];
      const gloss = paintPoint(p, surface, palette, blink, azimuth, x, y, z, depth, color);
      const out = (ty * texture.width + tx) * 4;
      texture.texels[out] = 255 * Math.sqrt(clamp(color[0], 0, 1));
      texture.texels[out + 1] = 255 * Math.sqrt(clamp(color[1], 0, 1));
      texture.texels[out + 2] = 255 * Math.sqrt(clamp(color[2], 0, 1));
      texture.texels[out + 3] = 255 * gloss;
    }
  }
}

/** Bilinear interpolation in a grid of values at (fi, fj), each 0…1, in the cell whose first vertex has the index `at`. */
function interpolate(values: Float32Array, at: number, columns: number, fi: number, fj: number): number {
  return mix(
    mix(values[at]!, values[at + 1]!, fi),
    mix(values[at + columns]!, values[at + columns + 1]!, fi),
    fj,
  );
}

/**
 * One texture for each state of the eyes. The textures differ in the region around the eyes only, so the rest is painted once.
 *
 * @param scale texels per cell of the surface's grid
 * @param blinks 0 open … 1 closed
 */
export function createFaceTextures(
  p: Person,
  surface: Surface,
  palette: Palette,
  scale: number,
  blinks: readonly number[],
): readonly Texture[] {
  const first = createTexture(surface, scale);
  const everything = { left: 0, right: first.width, top: 0, bottom: first.height };
  paintRegion(p, surface, palette, blinks[0]!, first, everything);
  const eyes = eyeRegion(surface, scale);
  return blinks.map((blink, k) => {
    if (k === 0) return first;
    const texture = { ...first, texels: first.texels.slice() };
    paintRegion(p, surface, palette, blink, texture, eyes);
    return texture;
  });
}

/** The rectangle around both eyes: ±0.78 rad of azimuth, −1.5 to 1.7 cm of height. */
function eyeRegion({ grid, height }: Surface, scale: number): TextureRegion {
  const { columns, rows, angle } = grid;
  const rowBelow = (y: number) => height.findIndex((h, j) => h < y || j === rows - 1);
  const left = angle.findIndex((v) => v > -0.78);
  return {
    left: left * scale,
    right: (columns - 1 - left) * scale,
    top: rowBelow(1.7) * scale,
    bottom: rowBelow(-1.5) * scale,
  };
}
