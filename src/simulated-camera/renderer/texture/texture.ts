import type { Surface } from '../geometry/surface.ts';

/**
 * Colors over a surface's grid, `scale` texels per cell. Bytes are the square roots of linear light (two rooms of gamma
 * for one multiplication); the fourth byte is gloss.
 */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly texels: Uint8Array;
}

export function createTexture(surface: Surface, scale: number): Texture {
  const width = (surface.grid.columns - 1) * scale;
  const height = (surface.grid.rows - 1) * scale;
  return { width, height, texels: new Uint8Array(width * height * 4) };
}

/** Half the size, box filtered. */
export function downsample(t: Texture): Texture {
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

/** Half-size and quarter-size pictures for faces that stand far away. */
export function createMipmaps(t: Texture): readonly Texture[] {
  const half = downsample(t);
  return [t, half, downsample(half)];
}
