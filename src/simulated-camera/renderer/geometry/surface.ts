import { clamp, mix, smoothstep } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';
import { type Anatomy, createAnatomy } from './anatomy.ts';
import { facialDisplacement } from './facial-displacement.ts';
import type { CylindricalGrid } from './grid.ts';
import { hairDepth, hairThickness } from './scalp-hair.ts';
import { crossSectionAt, heightOf, skullRadius } from './skull.ts';

/** Head, hair, neck and shoulders of a person as a height field: distances from the vertical axis over the grid, in centimeters. */
export interface Surface {
  readonly grid: CylindricalGrid;
  readonly anatomy: Anatomy;
  /** Height of each row. */
  readonly height: Float32Array;
  /** Distance of each vertex from the axis, row by row. */
  readonly radius: Float32Array;
  /** Depth inside the hair, see hair.ts. */
  readonly hair: Float32Array;
  readonly position: Float32Array;
  readonly normal: Float32Array;
}

/** Samples skull, facial displacement and hair of a person at the vertices of the grid. */
export function createSurface(person: Person, grid: CylindricalGrid): Surface {
  const { columns, rows, angle, level } = grid;
  const anatomy = createAnatomy(person);
  const count = columns * rows;
  const height = new Float32Array(rows);
  const radius = new Float32Array(count);
  const hair = new Float32Array(count);
  const position = new Float32Array(count * 3);
  for (let j = 0; j < rows; j++) {
    const y = heightOf(person, level[j]!);
    height[j] = y;
    const slice = crossSectionAt(person, level[j]!);
    for (let i = 0; i < columns; i++) {
      const at = j * columns + i;
      const sin = Math.sin(angle[i]!);
      const cos = Math.cos(angle[i]!);
      let r = skullRadius(slice, sin, cos);
      if (cos > 0.1) r += facialDisplacement(person, anatomy, r * sin, y) * smoothstep(0.1, 0.45, cos);
      const depth = hairDepth(person, angle[i]!, y);
      hair[at] = depth;
      r += hairThickness(person, angle[i]!, y, depth) * Math.min(1, r / 4);
      radius[at] = r;
      position[3 * at] = r * sin;
      position[3 * at + 1] = y;
      position[3 * at + 2] = r * cos;
    }
  }
  return {
    grid,
    anatomy,
    height,
    radius,
    hair,
    position,
    normal: computeNormals(position, columns, rows, true),
  };
}

/**
 * Unit normals of a grid of vertices by central differences.
 *
 * @param isClosed the first and the last column are the same points
 */
export function computeNormals(
  position: Float32Array,
  columns: number,
  rows: number,
  isClosed: boolean,
): Float32Array {
  const normal = new Float32Array(position.length);
  for (let j = 0; j < rows; j++) {
    const up = Math.max(0, j - 1) * columns;
    const down = Math.min(rows - 1, j + 1) * columns;
    for (let i = 0; i < columns; i++) {
      const left = i > 0 ? i - 1 : isClosed ? columns - 2 : 0;
      const right = i < columns - 1 ? i + 1 : isClosed ? 1 : columns - 1;
      const at = 3 * (j * columns + i);
      const l = 3 * (j * columns + left);
      const r = 3 * (j * columns + right);
      const u = 3 * (up + i);
      const d = 3 * (down + i);
      const ax = position[r]! - position[l]!;
      const ay = position[r + 1]! - position[l + 1]!;
      const az = position[r + 2]! - position[l + 2]!;
      const bx = position[u]! - position[d]!;
      const by = position[u + 1]! - position[d + 1]!;
      const bz = position[u + 2]! - position[d + 2]!;
      const nx = ay * bz - az * by;
      const ny = az * bx - ax * bz;
      const nz = ax * by - ay * bx;
      const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
      const scale = length > 1e-9 ? 1 / length : 0;
      normal[at] = nx * scale;
      normal[at + 1] = scale > 0 ? ny * scale : 1;
      normal[at + 2] = nz * scale;
    }
  }
  return normal;
}

/** Distance of the surface from the axis at an azimuth (−π…π) and a height, bilinearly interpolated. */
export function radiusAt(surface: Surface, angle: number, height: number): number {
  const { columns, rows } = surface.grid;
  let j = 0;
  while (j < rows - 2 && surface.height[j + 1]! > height) j++;
  let i = 0;
  while (i < columns - 2 && surface.grid.angle[i + 1]! < angle) i++;
  const u = clamp(
    (angle - surface.grid.angle[i]!) / (surface.grid.angle[i + 1]! - surface.grid.angle[i]!),
    0,
    1,
  );
  const v = clamp((height - surface.height[j]!) / (surface.height[j + 1]! - surface.height[j]!), 0, 1);
  const at = j * columns + i;
  const above = mix(surface.radius[at]!, surface.radius[at + 1]!, u);
  return mix(above, mix(surface.radius[at + columns]!, surface.radius[at + columns + 1]!, u), v);
}
