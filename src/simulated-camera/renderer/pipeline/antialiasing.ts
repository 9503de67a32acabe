import type { FrameBuffer } from './rasterizer.ts';

/** Neighboring pixels whose depths differ by at least this much, in centimeters, belong to different surfaces. */
const DEPTH_DISCONTINUITY = 1.2;

/** Blurs the pixels at depth discontinuities with a 3 × 3 binomial filter, to hide jagged edges. */
export function antialiasEdges(frame: FrameBuffer): void {
  const edges = findEdges(frame);
  const { width, color } = frame;
  const blurred = new Float32Array(3 * edges.length);
  edges.forEach((at, i) => {
    for (let c = 0; c < 3; c++) {
      const p = 3 * at + c;
      const up = p - 3 * width;
      const down = p + 3 * width;
      blurred[3 * i + c] =
        0.25 * color[p]! +
        0.125 * (color[p - 3]! + color[p + 3]! + color[up]! + color[down]!) +
        0.0625 * (color[up - 3]! + color[up + 3]! + color[down - 3]! + color[down + 3]!);
    }
  });
  edges.forEach((at, i) => {
    for (let c = 0; c < 3; c++) color[3 * at + c] = blurred[3 * i + c]!;
  });
}

/** Indices of the pixels with a depth discontinuity to a neighbor, without the outermost pixels of the image. */
function findEdges({ width, height, depth }: FrameBuffer): number[] {
  const edges: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const d = depth[at]!;
      if (
        Math.abs(d - depth[at - 1]!) >= DEPTH_DISCONTINUITY ||
        Math.abs(d - depth[at + 1]!) >= DEPTH_DISCONTINUITY ||
        Math.abs(d - depth[at - width]!) >= DEPTH_DISCONTINUITY ||
        Math.abs(d - depth[at + width]!) >= DEPTH_DISCONTINUITY
      )
        edges.push(at);
    }
  }
  return edges;
}
