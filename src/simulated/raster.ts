import type { Mesh } from './mesh.ts';
import { STRIDE } from './shade.ts';
import type { Texture } from './texture.ts';

/** Linear red, green, blue of each pixel, and its distance from the camera (Infinity: nothing there). */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly colour: Float32Array;
  readonly depth: Float32Array;
}

/** How much of the lamp a fully glossy surface gives back. */
const SPECULAR = 0.42;

/** Draws the front sides of the mesh into the frame, nearest first by depth. `scale`: texels per cell of the texture. */
export function raster(
  mesh: Mesh,
  shaded: Float32Array,
  texture: Texture,
  scale: number,
  frame: Frame,
): void {
  const { triangles } = mesh;
  for (let t = 0; t < triangles.length; t += 3) {
    triangle(mesh, shaded, texture, scale, frame, triangles[t]!, triangles[t + 1]!, triangles[t + 2]!);
  }
}

function triangle(
  mesh: Mesh,
  s: Float32Array,
  texture: Texture,
  scale: number,
  frame: Frame,
  a: number,
  b: number,
  c: number,
): void {
  const { width, height, depth, colour } = frame;
  const pa = a * STRIDE;
  const pb = b * STRIDE;
  const pc = c * STRIDE;
  const ax = s[pa]!;
  const ay = s[pa + 1]!;
  const bx = s[pb]!;
  const by = s[pb + 1]!;
  const cx = s[pc]!;
  const cy = s[pc + 1]!;
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (area >= 0) return;
  const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
  const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
  if (left > right || top > bottom) return;
  const own = mesh.texture[2 * a]! < 0;
  const gloss = mesh.gloss[a]!;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const px = x + 0.5;
      const py = y + 0.5;
      const wb = ((px - ax) * (cy - ay) - (cx - ax) * (py - ay)) / area;
      const wc = ((bx - ax) * (py - ay) - (px - ax) * (by - ay)) / area;
      const wa = 1 - wb - wc;
      if (wa < -1e-4 || wb < -1e-4 || wc < -1e-4) continue;
      const z = wa * s[pa + 2]! + wb * s[pb + 2]! + wc * s[pc + 2]!;
      const at = y * width + x;
      if (z >= depth[at]!) continue;
      depth[at] = z;
      const out = 3 * at;
      const shine = SPECULAR * (wa * s[pa + 6]! + wb * s[pb + 6]! + wc * s[pc + 6]!);
      const red = wa * s[pa + 3]! + wb * s[pb + 3]! + wc * s[pc + 3]!;
      const green = wa * s[pa + 4]! + wb * s[pb + 4]! + wc * s[pc + 4]!;
      const blue = wa * s[pa + 5]! + wb * s[pb + 5]! + wc * s[pc + 5]!;
      if (own) {
        colour[out] = red + shine * gloss;
        colour[out + 1] = green + shine * gloss;
        colour[out + 2] = blue + shine * gloss;
      } else {
        const u = wa * mesh.texture[2 * a]! + wb * mesh.texture[2 * b]! + wc * mesh.texture[2 * c]!;
        const v =
          wa * mesh.texture[2 * a + 1]! + wb * mesh.texture[2 * b + 1]! + wc * mesh.texture[2 * c + 1]!;
        texel(texture, u * scale - 0.5, v * scale - 0.5, red, green, blue, shine, colour, out);
      }
    }
  }
}

/** Bilinear look-up; texels hold the square root of linear light, and gloss. */
function texel(
  t: Texture,
  u: number,
  v: number,
  red: number,
  green: number,
  blue: number,
  shine: number,
  out: Float32Array,
  at: number,
): void {
  const x = Math.min(t.width - 2, Math.max(0, u | 0));
  const y = Math.min(t.height - 2, Math.max(0, v | 0));
  const fx = Math.min(1, Math.max(0, u - x));
  const fy = Math.min(1, Math.max(0, v - y));
  const p = t.texels;
  const a = (y * t.width + x) * 4;
  const b = a + t.width * 4;
  const wa = (1 - fx) * (1 - fy);
  const wb = fx * (1 - fy);
  const wc = (1 - fx) * fy;
  const wd = fx * fy;
  const r = wa * p[a]! + wb * p[a + 4]! + wc * p[b]! + wd * p[b + 4]!;
  const g = wa * p[a + 1]! + wb * p[a + 5]! + wc * p[b + 1]! + wd * p[b + 5]!;
  const l = wa * p[a + 2]! + wb * p[a + 6]! + wc * p[b + 2]! + wd * p[b + 6]!;
  const gloss = wa * p[a + 3]! + wb * p[a + 7]! + wc * p[b + 3]! + wd * p[b + 7]!;
  const shone = (shine * gloss) / 255;
  out[at] = (red * r * r) / 65025 + shone;
  out[at + 1] = (green * g * g) / 65025 + shone;
  out[at + 2] = (blue * l * l) / 65025 + shone;
}
