import { sphereDirections, SH_COUNT, evaluateHarmonics } from './spherical-harmonics.ts';
import type { Surface } from '../geometry/surface.ts';

/**
 * Precomputed radiance transfer (Sloan, Kautz & Snyder 2002), done once per person: how much of each harmonic of the light
 * reaches each vertex past the person's own nose, brows, chin and hair. Soft shadows then cost nine products per vertex.
 */
export interface RadianceTransfer {
  /** Nine per vertex. */
  readonly sharp: Float32Array;
  /** The same spread over a few millimetres, as light spreads in skin. */
  readonly soft: Float32Array;
  /** Share of the cosine-weighted surroundings that is hidden, 0…1. */
  readonly hidden: Float32Array;
}

const RAYS = 112;
const STEPS = [0.25, 0.5, 0.8, 1.2, 1.7, 2.3, 3.1, 4.2, 5.8, 8];
const COARSE = 3;

/** Row and column tables that turn a point into a cell of the surface without searching. */
interface Locator {
  readonly column: Int16Array;
  readonly row: Int16Array;
  readonly top: number;
  readonly bottom: number;
}

const TABLE = 2048;

function locator(s: Surface): Locator {
  const { angle, columns, rows } = s.grid;
  const top = s.height[0]!;
  const bottom = s.height[rows - 1]!;
  const column = new Int16Array(TABLE + 1);
  const row = new Int16Array(TABLE + 1);
  for (let k = 0, i = 0, j = 0; k <= TABLE; k++) {
    const a = -Math.PI + (2 * Math.PI * k) / TABLE;
    while (i < columns - 1 && angle[i + 1]! < a) i++;
    column[k] = i;
    const y = top + ((bottom - top) * k) / TABLE;
    while (j < rows - 1 && s.height[j + 1]! > y) j++;
    row[k] = j;
  }
  return { column, row, top, bottom };
}

function occluded(
  s: Surface,
  find: Locator,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): boolean {
  const { columns } = s.grid;
  for (const t of STEPS) {
    const py = y + t * dy;
    if (py >= find.top) return false;
    if (py <= find.bottom) return true;
    const px = x + t * dx;
    const pz = z + t * dz;
    const row = find.row[(((py - find.top) / (find.bottom - find.top)) * TABLE) | 0]!;
    const column = find.column[((Math.atan2(px, pz) / (2 * Math.PI) + 0.5) * TABLE) | 0]!;
    const r = s.radius[row * columns + column]! - 0.06 * t;
    if (px * px + pz * pz < r * r) return true;
  }
  return false;
}

/** 1 where a ray of the coarse grid's vertices escapes, 0 where it meets the person. */
function visibility(s: Surface, rays: Float32Array, cols: number, rws: number): Float32Array {
  const find = locator(s);
  const { columns, rows } = s.grid;
  const out = new Float32Array(cols * rws * RAYS);
  for (let j = 0; j < rws; j++) {
    const row = Math.min(rows - 1, j * COARSE);
    for (let i = 0; i < cols; i++) {
      const at = 3 * (row * columns + Math.min(columns - 1, i * COARSE));
      const nx = s.normal[at]!;
      const ny = s.normal[at + 1]!;
      const nz = s.normal[at + 2]!;
      const x = s.position[at]! + 0.12 * nx;
      const y = s.position[at + 1]! + 0.12 * ny;
      const z = s.position[at + 2]! + 0.12 * nz;
      const base = (j * cols + i) * RAYS;
      for (let k = 0; k < RAYS; k++) {
        const dx = rays[3 * k]!;
        const dy = rays[3 * k + 1]!;
        const dz = rays[3 * k + 2]!;
        if (nx * dx + ny * dy + nz * dz < -0.35) continue;
        out[base + k] = occluded(s, find, x, y, z, dx, dy, dz) ? 0 : 1;
      }
    }
  }
  return out;
}

export function computeTransfer(s: Surface): RadianceTransfer {
  const { columns, rows } = s.grid;
  const rays = sphereDirections(RAYS);
  const basis = new Float32Array(RAYS * SH_COUNT);
  for (let k = 0; k < RAYS; k++)
    evaluateHarmonics(rays[3 * k]!, rays[3 * k + 1]!, rays[3 * k + 2]!, basis, k * SH_COUNT);
  const cols = Math.ceil((columns - 1) / COARSE) + 1;
  const rws = Math.ceil((rows - 1) / COARSE) + 1;
  const seen = visibility(s, rays, cols, rws);
  const count = columns * rows;
  const sharp = new Float32Array(count * SH_COUNT);
  const hidden = new Float32Array(count);
  for (let j = 0; j < rows; j++) {
    const cj = Math.min(rws - 2, Math.floor(j / COARSE));
    const fj = j / COARSE - cj;
    for (let i = 0; i < columns; i++) {
      const ci = Math.min(cols - 2, Math.floor(i / COARSE));
      const fi = i / COARSE - ci;
      const v = j * columns + i;
      const corner = (cj * cols + ci) * RAYS;
      hidden[v] = gather(
        s.normal,
        3 * v,
        rays,
        basis,
        seen,
        corner,
        cols * RAYS,
        fi,
        fj,
        sharp,
        v * SH_COUNT,
      );
    }
  }
  const soft = spread(spread(sharp, columns, rows), columns, rows);
  return { sharp, soft, hidden };
}

/** Sums the escaping rays of one vertex over its own hemisphere; returns the hidden share. */
function gather(
  normal: Float32Array,
  n: number,
  rays: Float32Array,
  basis: Float32Array,
  seen: Float32Array,
  corner: number,
  below: number,
  fi: number,
  fj: number,
  out: Float32Array,
  at: number,
): number {
  const nx = normal[n]!;
  const ny = normal[n + 1]!;
  const nz = normal[n + 2]!;
  const a = (1 - fi) * (1 - fj);
  const b = fi * (1 - fj);
  const c = (1 - fi) * fj;
  const d = fi * fj;
  const scale = 4 / RAYS;
  let open = 0;
  let all = 1e-6;
  for (let k = 0; k < RAYS; k++) {
    const cosine = nx * rays[3 * k]! + ny * rays[3 * k + 1]! + nz * rays[3 * k + 2]!;
    if (cosine <= 0) continue;
    const p = corner + k;
    const v = a * seen[p]! + b * seen[p + RAYS]! + c * seen[p + below]! + d * seen[p + below + RAYS]!;
    all += cosine;
    if (v === 0) continue;
    const w = cosine * v;
    open += w;
    const y = k * SH_COUNT;
    for (let h = 0; h < SH_COUNT; h++) out[at + h] = out[at + h]! + w * scale * basis[y + h]!;
  }
  return 1 - open / all;
}

/** Blur over the grid, 1-2-1 across five vertices each way. */
function spread(values: Float32Array, columns: number, rows: number): Float32Array {
  const width = columns * SH_COUNT;
  const across = new Float32Array(values.length);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const at = j * width + i * SH_COUNT;
      const l = j * width + Math.max(0, i - 2) * SH_COUNT;
      const r = j * width + Math.min(columns - 1, i + 2) * SH_COUNT;
      for (let h = 0; h < SH_COUNT; h++)
        across[at + h] = 0.4 * values[at + h]! + 0.3 * (values[l + h]! + values[r + h]!);
    }
  }
  const out = new Float32Array(values.length);
  for (let j = 0; j < rows; j++) {
    const u = Math.max(0, j - 2) * width;
    const d = Math.min(rows - 1, j + 2) * width;
    for (let k = 0; k < width; k++)
      out[j * width + k] = 0.4 * across[j * width + k]! + 0.3 * (across[u + k]! + across[d + k]!);
  }
  return out;
}
