import type { Surface } from '../geometry/surface.ts';

/** Distances of the points that are tested along a ray, in centimeters. */
const RAY_STEPS = [0.25, 0.5, 0.8, 1.2, 1.7, 2.3, 3.1, 4.2, 5.8, 8];
/** Distance of a ray's origin from the surface, in centimeters. */
const ORIGIN_OFFSET = 0.12;
/** Rays with a smaller cosine to the normal are not cast: they are below the horizon of all vertices that interpolate here. */
const MIN_RAY_COSINE = -0.35;
/** Rays are cast from every third vertex of a row and of a column. */
export const COARSE_STEP = 3;

/** Visibility of the surroundings from the vertices of a coarser grid. */
export interface Visibility {
  readonly columns: number;
  readonly rows: number;
  /** For each vertex and each ray: 1 where the ray is free, 0 where it is occluded. */
  readonly values: Float32Array;
}

/** Tables that convert height and azimuth to a row and a column of the surface's grid in constant time. */
interface GridLookup {
  readonly column: Int16Array;
  readonly row: Int16Array;
  readonly top: number;
  readonly bottom: number;
}

const TABLE_SIZE = 2048;

function createGridLookup(surface: Surface): GridLookup {
  const { angle, columns, rows } = surface.grid;
  const top = surface.height[0]!;
  const bottom = surface.height[rows - 1]!;
  const column = new Int16Array(TABLE_SIZE + 1);
  const row = new Int16Array(TABLE_SIZE + 1);
  for (let k = 0, i = 0, j = 0; k <= TABLE_SIZE; k++) {
    const a = -Math.PI + (2 * Math.PI * k) / TABLE_SIZE;
    while (i < columns - 1 && angle[i + 1]! < a) i++;
    column[k] = i;
    const y = top + ((bottom - top) * k) / TABLE_SIZE;
    while (j < rows - 1 && surface.height[j + 1]! > y) j++;
    row[k] = j;
  }
  return { column, row, top, bottom };
}

/** Ray marching: whether the ray from (x, y, z) in the direction (dx, dy, dz) meets the surface. */
function isOccluded(
  surface: Surface,
  lookup: GridLookup,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): boolean {
  const { columns } = surface.grid;
  for (const t of RAY_STEPS) {
    const py = y + t * dy;
    if (py >= lookup.top) return false;
    if (py <= lookup.bottom) return true;
    const px = x + t * dx;
    const pz = z + t * dz;
    const row = lookup.row[(((py - lookup.top) / (lookup.bottom - lookup.top)) * TABLE_SIZE) | 0]!;
    const column = lookup.column[((Math.atan2(px, pz) / (2 * Math.PI) + 0.5) * TABLE_SIZE) | 0]!;
    // The tolerance grows with the distance, because the lookup is not exact.
    const r = surface.radius[row * columns + column]! - 0.06 * t;
    if (px * px + pz * pz < r * r) return true;
  }
  return false;
}

/**
 * Casts rays from every COARSE_STEP-th vertex of a surface.
 *
 * @param rays unit vectors, three numbers each
 */
export function computeVisibility(surface: Surface, rays: Float32Array): Visibility {
  const lookup = createGridLookup(surface);
  const { grid, normal, position } = surface;
  const columns = Math.ceil((grid.columns - 1) / COARSE_STEP) + 1;
  const rows = Math.ceil((grid.rows - 1) / COARSE_STEP) + 1;
  const count = rays.length / 3;
  const values = new Float32Array(columns * rows * count);
  for (let j = 0; j < rows; j++) {
    const row = Math.min(grid.rows - 1, j * COARSE_STEP);
    for (let i = 0; i < columns; i++) {
      const at = 3 * (row * grid.columns + Math.min(grid.columns - 1, i * COARSE_STEP));
      const nx = normal[at]!;
      const ny = normal[at + 1]!;
      const nz = normal[at + 2]!;
      const x = position[at]! + ORIGIN_OFFSET * nx;
      const y = position[at + 1]! + ORIGIN_OFFSET * ny;
      const z = position[at + 2]! + ORIGIN_OFFSET * nz;
      const first = (j * columns + i) * count;
      for (let k = 0; k < count; k++) {
        const dx = rays[3 * k]!;
        const dy = rays[3 * k + 1]!;
        const dz = rays[3 * k + 2]!;
        if (nx * dx + ny * dy + nz * dz < MIN_RAY_COSINE) continue;
        values[first + k] = isOccluded(surface, lookup, x, y, z, dx, dy, dz) ? 0 : 1;
      }
    }
  }
  return { columns, rows, values };
}
