import type { Mesh } from '../geometry/mesh.ts';
import type { Texture } from '../texture/texture.ts';
import { FAR_DEPTH, type FrameBuffer } from './rasterizer.ts';
import { VERTEX_STRIDE } from './vertex-shading.ts';

/** Share of the key light that a surface with gloss 1 reflects. */
const SPECULAR = 0.42;
/** Scale from a texel's byte to gloss 0…1, and from the square of a byte to linear light (see texture.ts). */
const GLOSS_SCALE = 1 / 255;
const LIGHT_SCALE = GLOSS_SCALE * GLOSS_SCALE;

/**
 * Fragment stage: computes the color of every pixel that a triangle covers, as irradiance times the color of texture or vertex, plus
 * specular reflection. It is one long function, because JavaScript engines allocate memory for fractional numbers that functions
 * return.
 *
 * @param vertices as `shadeVertices` writes them
 * @param scale texels per cell of the grid
 */
export function shadeFragments(
  mesh: Mesh,
  vertices: Float32Array,
  texture: Texture,
  scale: number,
  frame: FrameBuffer,
): void {
  const { depth, triangle, weights, color } = frame;
  const { triangles, uv, gloss } = mesh;
  const { texels, width, height } = texture;
  for (let at = 0; at < depth.length; at++) {
    if (depth[at] === FAR_DEPTH) continue;
    const t = triangle[at]!;
    const a = triangles[t]!;
    const b = triangles[t + 1]!;
    const c = triangles[t + 2]!;
    const wb = weights[2 * at]!;
    const wc = weights[2 * at + 1]!;
    const wa = 1 - wb - wc;
    const pa = a * VERTEX_STRIDE;
    const pb = b * VERTEX_STRIDE;
    const pc = c * VERTEX_STRIDE;
    const red = wa * vertices[pa + 3]! + wb * vertices[pb + 3]! + wc * vertices[pc + 3]!;
    const green = wa * vertices[pa + 4]! + wb * vertices[pb + 4]! + wc * vertices[pc + 4]!;
    const blue = wa * vertices[pa + 5]! + wb * vertices[pb + 5]! + wc * vertices[pc + 5]!;
    const specular = SPECULAR * (wa * vertices[pa + 6]! + wb * vertices[pb + 6]! + wc * vertices[pc + 6]!);
    const out = 3 * at;
    if (uv[2 * a]! < 0) {
      const highlight = specular * gloss[a]!;
      color[out] = red + highlight;
      color[out + 1] = green + highlight;
      color[out + 2] = blue + highlight;
      continue;
    }
    const u = (wa * uv[2 * a]! + wb * uv[2 * b]! + wc * uv[2 * c]!) * scale - 0.5;
    const v = (wa * uv[2 * a + 1]! + wb * uv[2 * b + 1]! + wc * uv[2 * c + 1]!) * scale - 0.5;
    // Bilinear filtering. Texels hold the square root of linear light, and gloss.
    const x = Math.min(width - 2, Math.max(0, u | 0));
    const y = Math.min(height - 2, Math.max(0, v | 0));
    const right = Math.min(1, Math.max(0, u - x));
    const below = Math.min(1, Math.max(0, v - y));
    const p = (y * width + x) * 4;
    const q = p + width * 4;
    const w1 = (1 - right) * (1 - below);
    const w2 = right * (1 - below);
    const w3 = (1 - right) * below;
    const w4 = right * below;
    const r = w1 * texels[p]! + w2 * texels[p + 4]! + w3 * texels[q]! + w4 * texels[q + 4]!;
    const g = w1 * texels[p + 1]! + w2 * texels[p + 5]! + w3 * texels[q + 1]! + w4 * texels[q + 5]!;
    const l = w1 * texels[p + 2]! + w2 * texels[p + 6]! + w3 * texels[q + 2]! + w4 * texels[q + 6]!;
    const texelGloss = w1 * texels[p + 3]! + w2 * texels[p + 7]! + w3 * texels[q + 3]! + w4 * texels[q + 7]!;
    const highlight = specular * texelGloss * GLOSS_SCALE;
    color[out] = red * r * r * LIGHT_SCALE + highlight;
    color[out + 1] = green * g * g * LIGHT_SCALE + highlight;
    color[out + 2] = blue * l * l * LIGHT_SCALE + highlight;
  }
}
