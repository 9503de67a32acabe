import type { Mesh } from '../geometry/mesh.ts';
import { VERTEX_STRIDE } from './vertex-shading.ts';

/** The image while it is rendered, with what fragment shading needs of each pixel. */
export interface FrameBuffer {
  readonly width: number;
  readonly height: number;
  /** Linear red, green, blue of each pixel. */
  readonly color: Float32Array;
  /** Distance from the camera in centimeters; `FAR_DEPTH` where no triangle covers the pixel. */
  readonly depth: Float32Array;
  /** Index of the first corner of the nearest triangle; valid only where a triangle covers the pixel, like `weights`. */
  readonly triangle: Uint32Array;
  /** Barycentric coordinates of the second and the third corner. */
  readonly weights: Float32Array;
}

/** Depth of pixels without a triangle, in centimeters; finite, so that depths can be subtracted. */
export const FAR_DEPTH = 1e9;
/** Smallest barycentric coordinate inside a triangle. It is negative, so that rounding leaves no gap between neighbors. */
const MIN_WEIGHT = -1e-4;

/** A frame buffer of this size in pixels; its contents are undefined before `rasterize`. */
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

/**
 * Finds the nearest front-facing triangle of each pixel.
 *
 * @param vertices as `shadeVertices` writes them
 */
export function rasterize(mesh: Mesh, vertices: Float32Array, frame: FrameBuffer): void {
  frame.depth.fill(FAR_DEPTH);
  const { length } = mesh.triangles;
  for (let t = 0; t < length; t += 3) rasterizeTriangle(mesh.triangles, t, vertices, frame);
}

function rasterizeTriangle(
  triangles: Uint32Array,
  t: number,
  vertices: Float32Array,
  frame: FrameBuffer,
): void {
  const a = triangles[t]! * VERTEX_STRIDE;
  const b = triangles[t + 1]! * VERTEX_STRIDE;
  const c = triangles[t + 2]! * VERTEX_STRIDE;
  const ax = vertices[a]!;
  const ay = vertices[a + 1]!;
  const abx = vertices[b]! - ax;
  const aby = vertices[b + 1]! - ay;
  const acx = vertices[c]! - ax;
  const acy = vertices[c + 1]! - ay;
  const area = abx * acy - acx * aby;
  if (area >= 0) return;
  const { width, height, depth, triangle, weights } = frame;
  const left = Math.max(0, Math.ceil(ax + Math.min(0, abx, acx) - 0.5));
  const right = Math.min(width - 1, Math.floor(ax + Math.max(0, abx, acx) - 0.5));
  const top = Math.max(0, Math.ceil(ay + Math.min(0, aby, acy) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(ay + Math.max(0, aby, acy) - 0.5));
  const inverse = 1 / area;
  const z = vertices[a + 2]!;
  const zb = vertices[b + 2]! - z;
  const zc = vertices[c + 2]! - z;
  const x0 = left + 0.5 - ax;
  for (let y = top; y <= bottom; y++) {
    const py = y + 0.5 - ay;
    let wb = (x0 * acy - acx * py) * inverse;
    let wc = (abx * py - x0 * aby) * inverse;
    for (let x = left; x <= right; x++, wb += acy * inverse, wc -= aby * inverse) {
      if (wb < MIN_WEIGHT || wc < MIN_WEIGHT || wb + wc > 1 - MIN_WEIGHT) continue;
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
