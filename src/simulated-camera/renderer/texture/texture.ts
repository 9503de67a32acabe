import type { Surface } from '../geometry/surface.ts';

/**
 * Colors over the grid of a surface. The first three bytes of a texel are square roots of linear light, which keeps precision in dark
 * colors and costs one multiplication to decode. The fourth byte is gloss.
 */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly texels: Uint8Array;
}

/** An empty texture with `scale` texels per cell of the surface's grid. */
export function createTexture(surface: Surface, scale: number): Texture {
  const width = (surface.grid.columns - 1) * scale;
  const height = (surface.grid.rows - 1) * scale;
  return { width, height, texels: new Uint8Array(width * height * 4) };
}

/** The texture at half the size, by a 2 × 2 box filter. */
function downsample(t: Texture): Texture {
  const width = t.width >> 1;
  const height = t.height >> 1;
  const texels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const a = (2 * y * t.width + 2 * x) * 4;
      const b = a + t.width * 4;
      const out = (y * width + x) * 4;
      for (let k = 0; k < 4; k++) {
        texels[out + k] =
          (t.texels[a + k]! + t.texels[a + 4 + k]! + t.texels[b + k]! + t.texels[b + 4 + k]! + 2) >> 2;
      }
    }
  }
  return { width, height, texels };
}

/** Mipmap levels 0, 1 and 2: full, half and quarter size. */
export function createMipmaps(texture: Texture): readonly Texture[] {
  const half = downsample(texture);
  return [texture, half, downsample(half)];
}
