import type { Surface } from '../geometry/surface.ts';
import { evaluateHarmonics, SH_COUNT, sphereDirections } from './spherical-harmonics.ts';
import { COARSE_STEP, computeVisibility } from './visibility.ts';

/**
 * Precomputed radiance transfer (Sloan, Kautz & Snyder 2002), computed once per person: for each vertex the share of each harmonic of
 * the light that nose, brows, chin and hair do not block. Soft shadows then cost nine multiplications per vertex and channel.
 */
export interface RadianceTransfer {
  /** SH_COUNT coefficients per vertex. */
  readonly sharp: Float32Array;
  /** The same, blurred over a few millimeters, which approximates subsurface scattering in skin. */
  readonly scattered: Float32Array;
}

/** Rays per vertex. */
const RAYS = 112;

/**
 * Computes the transfer of every vertex of a surface: the Monte Carlo integral of visibility, cosine and harmonics over the vertex's
 * hemisphere. Visibility is interpolated between the vertices of the coarser grid.
 */
export function computeTransfer(surface: Surface): RadianceTransfer {
  const { columns, rows } = surface.grid;
  const { normal } = surface;
  const rays = sphereDirections(RAYS);
  const basis = new Float32Array(RAYS * SH_COUNT);
  for (let k = 0; k < RAYS; k++)
    evaluateHarmonics(rays[3 * k]!, rays[3 * k + 1]!, rays[3 * k + 2]!, basis, k * SH_COUNT);
  const coarse = computeVisibility(surface, rays);
  const visibility = coarse.values;
  const below = coarse.columns * RAYS;
  const sharp = new Float32Array(columns * rows * SH_COUNT);

  /** Integrates at a vertex that is at (fi, fj), each 0…1, between four coarse vertices; `corner`: first ray of the upper left one. */
  function integrate(vertex: number, corner: number, fi: number, fj: number): void {
    const nx = normal[3 * vertex]!;
    const ny = normal[3 * vertex + 1]!;
    const nz = normal[3 * vertex + 2]!;
    const a = (1 - fi) * (1 - fj);
    const b = fi * (1 - fj);
    const c = (1 - fi) * fj;
    const d = fi * fj;
    const at = vertex * SH_COUNT;
    // 4π of the sphere, divided by π as in spherical-harmonics.ts.
    const scale = 4 / RAYS;
    for (let k = 0; k < RAYS; k++) {
      const cosine = nx * rays[3 * k]! + ny * rays[3 * k + 1]! + nz * rays[3 * k + 2]!;
      if (cosine <= 0) continue;
      const p = corner + k;
      const v =
        a * visibility[p]! +
        b * visibility[p + RAYS]! +
        c * visibility[p + below]! +
        d * visibility[p + below + RAYS]!;
      if (v === 0) continue;
      const w = cosine * v;
      const y = k * SH_COUNT;
      for (let h = 0; h < SH_COUNT; h++) sharp[at + h] = sharp[at + h]! + w * scale * basis[y + h]!;
    }
  }

  for (let j = 0; j < rows; j++) {
    const cj = Math.min(coarse.rows - 2, Math.floor(j / COARSE_STEP));
    const fj = j / COARSE_STEP - cj;
    for (let i = 0; i < columns; i++) {
      const ci = Math.min(coarse.columns - 2, Math.floor(i / COARSE_STEP));
      const fi = i / COARSE_STEP - ci;
      integrate(j * columns + i, (cj * coarse.columns + ci) * RAYS, fi, fj);
    }
  }
  const scattered = blur(blur(sharp, columns, rows), columns, rows);
  return { sharp, scattered };
}

/** Separable blur over the grid, with the weights 0.3, 0.4, 0.3 at distances of two vertices. */
function blur(values: Float32Array, columns: number, rows: number): Float32Array {
  const rowLength = columns * SH_COUNT;
  const horizontal = new Float32Array(values.length);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const at = j * rowLength + i * SH_COUNT;
      const left = j * rowLength + Math.max(0, i - 2) * SH_COUNT;
      const right = j * rowLength + Math.min(columns - 1, i + 2) * SH_COUNT;
      for (let h = 0; h < SH_COUNT; h++)
        horizontal[at + h] = 0.4 * values[at + h]! + 0.3 * (values[left + h]! + values[right + h]!);
    }
  }
  const out = new Float32Array(values.length);
  for (let j = 0; j < rows; j++) {
    const up = Math.max(0, j - 2) * rowLength;
    const down = Math.min(rows - 1, j + 2) * rowLength;
    for (let k = 0; k < rowLength; k++)
      out[j * rowLength + k] =
        0.4 * horizontal[j * rowLength + k]! + 0.3 * (horizontal[up + k]! + horizontal[down + k]!);
  }
  return out;
}
