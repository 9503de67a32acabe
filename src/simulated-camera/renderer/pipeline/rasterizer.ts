import type { Mesh } from '../geometry/mesh.ts';
import { VERTEX_STRIDE } from './vertex-shading.ts';

/** A picture while it is drawn. Made once for a size and used again. */
export interface FrameBuffer {
  readonly width: number;
  readonly height: number;
  /** Linear red, green, blue of each pixel. */
  readonly color: Float32Array;
  /** Distance from the camera; `FAR_DEPTH`: nothing there. */
  readonly depth: Float32Array;
  /** Where something is: the first index of the triangle's corners, and the weights of its second and third corner. */
  readonly triangle: Uint32Array;
  readonly weights: Float32Array;
}

/** Beyond everything, centimeters; finite, so that distances can be subtracted. */
export const FAR_DEPTH = 1e9;
/** Least weight of a corner: neighbours must not leave a gap between them. */
const EDGE_TOLERANCE = -1e-4;

export function createFrameBuffer(width: number, height: number): FrameBuffer {
  const count = width * height;
  return {
    width,
    height,
    color: new Float32Array(3 * count),
    depth: new Float32Array(count),
    triangle: new Uint32Array(count),
    weights: new Float32Array(2 * count),
  };
}

/** Finds what is nearest at each pixel, of the front sides of the mesh. */
export function rasterize(mesh: Mesh, shaded: Float32Array, frame: FrameBuffer): void {
  frame.depth.fill(FAR_DEPTH);
  const { length } = mesh.triangles;
  for (let t = 0; t < length; t += 3) rasterizeTriangle(mesh.triangles, t, shaded, frame);
}

function rasterizeTriangle(triangles: Uint32Array, t: number, s: Float32Array, frame: FrameBuffer): void {
  const a = triangles[t]! * VERTEX_STRIDE;
  const b = triangles[t + 1]! * VERTEX_STRIDE;
  const c = triangles[t + 2]! * VERTEX_STRIDE;
  const ax = s[a]!;
  const ay = s[a + 1]!;
  const abx = s[b]! - ax;
  const aby = s[b + 1]! - ay;
  const acx = s[c]! - ax;
  const acy = s[c + 1]! - ay;
  const area = abx * acy - acx * aby;
  if (area >= 0) return;
  const { width, height, depth, triangle, weights } = frame;
  const left = Math.max(0, Math.ceil(ax + Math.min(0, abx, acx) - 0.5));
  const right = Math.min(width - 1, Math.floor(ax + Math.max(0, abx, acx) - 0.5));
  const top = Math.max(0, Math.ceil(ay + Math.min(0, aby, acy) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(ay + Math.max(0, aby, acy) - 0.5));
  const inverse = 1 / area;
  const z = s[a + 2]!;
  const zb = s[b + 2]! - z;
  const zc = s[c + 2]! - z;
  const x0 = left + 0.5 - ax;
  for (let y = top; y <= bottom; y++) {
    const py = y + 0.5 - ay;
    let wb = (x0 * acy - acx * py) * inverse;
    let wc = (abx * py - x0 * aby) * inverse;
    for (let x = left; x <= right; x++, wb += acy * inverse, wc -= aby * inverse) {
      if (wb < EDGE_TOLERANCE || wc < EDGE_TOLERANCE || wb + wc > 1 - EDGE_TOLERANCE) continue;
      const at = y * width + x;
      const distance = z + wb * zb + wc * zc;
      if (distance >= depth[at]!) continue;
      depth[at] = distance;
      triangle[at] = t;
      weights[2 * at] = wb;
      weights[2 * at + 1] = wc;
    }
  }
}
