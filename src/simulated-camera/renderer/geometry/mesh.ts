import { smoothstep } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';
import { computeTransfer } from '../lighting/radiance-transfer.ts';
import { SH_COUNT, unshadowedTransfer } from '../lighting/spherical-harmonics.ts';
import { SKIN_WEIGHT_STEPS } from '../pipeline/skinning.ts';
import type { Palette } from '../texture/palette.ts';
import { createEar } from './ears.ts';
import { createGlasses } from './glasses.ts';
import { createLongHair, hasLongHair } from './long-hair.ts';
import type { MeshPart } from './mesh-part.ts';
import type { Surface } from './surface.ts';

/** A person as one list of triangles. */
export interface Mesh {
  /** Number of vertices. */
  readonly count: number;
  readonly position: Float32Array;
  readonly normal: Float32Array;
  /** Radiance transfer of each vertex (see radiance-transfer.ts); `scatteredTransfer` includes scattering in the skin. */
  readonly transfer: Float32Array;
  readonly scatteredTransfer: Float32Array;
  /** Texture coordinates in cells of the surface's grid. A negative value means that the vertex has its own color. */
  readonly uv: Float32Array;
  readonly color: Float32Array;
  readonly gloss: Float32Array;
  /** Skinning weight of the head joint for each vertex, in steps of 1 / SKIN_WEIGHT_STEPS. */
  readonly skinWeight: Uint8Array;
  /** Three vertex indices per triangle; front faces are counterclockwise in the image. */
  readonly triangles: Uint32Array;
}

/** Appends the triangles of a grid of vertices that begins at the index `first`. */
function appendGridTriangles(columns: number, rows: number, first: number, out: number[]): void {
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const a = first + j * columns + i;
      out.push(a, a + columns, a + 1, a + 1, a + columns, a + columns + 1);
    }
  }
}

/** Copies the vertices of a part to the mesh, from the index `first`. Nothing else shadows a part. */
function copyPart(part: MeshPart, mesh: Omit<Mesh, 'triangles'>, first: number): void {
  const count = part.columns * part.rows;
  mesh.position.set(part.position, 3 * first);
  mesh.normal.set(part.normal, 3 * first);
  mesh.color.set(part.color, 3 * first);
  mesh.gloss.fill(part.gloss, first, first + count);
  for (let v = 0; v < count; v++) {
    const [x, y, z] = part.normal.subarray(3 * v, 3 * v + 3);
    unshadowedTransfer(x!, y!, z!, part.visibility, mesh.transfer, SH_COUNT * (first + v));
  }
  mesh.scatteredTransfer.set(
    mesh.transfer.subarray(SH_COUNT * first, SH_COUNT * (first + count)),
    SH_COUNT * first,
  );
}

/** Joins head, ears, glasses and long hair of a person to one mesh. */
export function createMesh(person: Person, surface: Surface, palette: Palette): Mesh {
  const parts: readonly MeshPart[] = [
    // Ears would intersect long hair.
    ...(hasLongHair(person)
      ? []
      : [createEar(person, surface, palette, -1), createEar(person, surface, palette, 1)]),
    ...createGlasses(person, surface, palette),
    ...createLongHair(person, surface, palette),
  ];
  const { columns, rows } = surface.grid;
  const surfaceCount = columns * rows;
  const count = parts.reduce((sum, part) => sum + part.columns * part.rows, surfaceCount);
  const mesh = {
    count,
    position: new Float32Array(3 * count),
    normal: new Float32Array(3 * count),
    transfer: new Float32Array(SH_COUNT * count),
    scatteredTransfer: new Float32Array(SH_COUNT * count),
    uv: new Float32Array(2 * count).fill(-1),
    color: new Float32Array(3 * count).fill(1),
    gloss: new Float32Array(count),
    skinWeight: new Uint8Array(count),
  };
  const triangles: number[] = [];
  const { sharp, scattered } = computeTransfer(surface);
  mesh.position.set(surface.position);
  mesh.normal.set(surface.normal);
  mesh.transfer.set(sharp);
  mesh.scatteredTransfer.set(scattered);
  const chin = surface.anatomy.chin;
  for (let v = 0; v < surfaceCount; v++) {
    mesh.uv[2 * v] = v % columns;
    mesh.uv[2 * v + 1] = Math.floor(v / columns);
  }
  appendGridTriangles(columns, rows, 0, triangles);
  let first = surfaceCount;
  for (const part of parts) {
    copyPart(part, mesh, first);
    appendGridTriangles(part.columns, part.rows, first, triangles);
    first += part.columns * part.rows;
  }
  for (let v = 0; v < count; v++) {
    mesh.skinWeight[v] = Math.round(
      SKIN_WEIGHT_STEPS * smoothstep(chin - 8.5, chin - 0.5, mesh.position[3 * v + 1]!),
    );
  }
  return { ...mesh, triangles: Uint32Array.from(triangles) };
}
