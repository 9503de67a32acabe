import type { Mesh } from '../geometry/mesh.ts';
import { FAR_DEPTH, type FrameBuffer } from './rasterizer.ts';
import { VERTEX_STRIDE } from './vertex-shading.ts';
import type { Texture } from '../texture/texture.ts';

/** How much of the lamp a fully glossy surface gives back. */
const SPECULAR = 0.42;
/** Of a full byte of the texture: gloss, and the root of light. */
const GLOSS = 1 / 255;
const LIGHT = GLOSS * GLOSS;

/**
 * Colors every pixel that `raster` found something at: its light, times the texture or the part's own color, and shine.
 * One function, because engines box every fraction that is handed to another one.
 *
 * @param scale texels per cell of the texture
 */
export function shadeFragments(mesh: Mesh, s: Float32Array, texture: Texture, scale: number, frame: FrameBuffer): void {
  const { depth, triangle, weights, color } = frame;
  const { triangles, texture: place, gloss } = mesh;
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
    const red = wa * s[pa + 3]! + wb * s[pb + 3]! + wc * s[pc + 3]!;
    const green = wa * s[pa + 4]! + wb * s[pb + 4]! + wc * s[pc + 4]!;
    const blue = wa * s[pa + 5]! + wb * s[pb + 5]! + wc * s[pc + 5]!;
    const shine = SPECULAR * (wa * s[pa + 6]! + wb * s[pb + 6]! + wc * s[pc + 6]!);
    const out = 3 * at;
    if (place[2 * a]! < 0) {
      const shone = shine * gloss[a]!;
      color[out] = red + shone;
      color[out + 1] = green + shone;
      color[out + 2] = blue + shone;
      continue;
    }
    const u = (wa * place[2 * a]! + wb * place[2 * b]! + wc * place[2 * c]!) * scale - 0.5;
    const v = (wa * place[2 * a + 1]! + wb * place[2 * b + 1]! + wc * place[2 * c + 1]!) * scale - 0.5;
    // Bilinear; texels hold the square root of linear light, and gloss.
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
    const glossy = w1 * texels[p + 3]! + w2 * texels[p + 7]! + w3 * texels[q + 3]! + w4 * texels[q + 7]!;
    const shone = shine * glossy * GLOSS;
    color[out] = red * r * r * LIGHT + shone;
    color[out + 1] = green * g * g * LIGHT + shone;
    color[out + 2] = blue * l * l * LIGHT + shone;
  }
}
