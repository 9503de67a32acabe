import type { Palette } from '../texture/colors.ts';
import { smoothstep } from '../../math/interpolation.ts';
import { createEar } from './ears.ts';
import { createGlasses } from './glasses.ts';
import { SH_COUNT, unshadowedTransfer } from '../lighting/spherical-harmonics.ts';
import { hasLongHair, createLongHair } from './long-hair.ts';
import type { Person } from '../../people/person.ts';
import type { Surface } from './surface.ts';
import { computeTransfer } from '../lighting/radiance-transfer.ts';

/** A part with a color of its own: a grid of points. */
export interface MeshPart {
  readonly columns: number;
  readonly rows: number;
  readonly position: Float32Array;
  readonly normal: Float32Array;
  /** Linear red, green, blue of each point. */
  readonly color: Float32Array;
  /** Share of the surroundings that lights it, 0…1. */
  readonly open: number;
  readonly gloss: number;
}

/** Everything of a person as one list of triangles. */
export interface Mesh {
  readonly count: number;
  readonly position: Float32Array;
  readonly normal: Float32Array;
  /** Light past the person's own shadows; `soft` is how red light spreads in skin. */
  readonly sharp: Float32Array;
  readonly soft: Float32Array;
  /** Place in the texture, in cells of the surface's grid; negative: the vertex has a color of its own. */
  readonly texture: Float32Array;
  readonly color: Float32Array;
  readonly gloss: Float32Array;
  /** How far each vertex follows the head's turning, in steps of 1/SKIN_WEIGHT_STEPS. */
  readonly station: Uint8Array;
  readonly triangles: Uint32Array;
}

/** Steps in which the neck passes the head's turning on to the shoulders. */
export const SKIN_WEIGHT_STEPS = 96;

function gridTriangles(columns: number, rows: number, first: number, out: number[]): void {
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const a = first + j * columns + i;
      out.push(a, a + columns, a + 1, a + 1, a + columns, a + columns + 1);
    }
  }
}

export function createMesh(person: Person, surface: Surface, palette: Palette): Mesh {
  const parts = [
    // Ears beneath hanging hair would pierce it.
    ...(hasLongHair(person) ? [] : [createEar(person, surface, palette, -1), createEar(person, surface, palette, 1)]),
    ...createGlasses(person, surface, palette),
    ...createLongHair(person, surface, palette),
  ];
  const { columns, rows } = surface.grid;
  const skin = columns * rows;
  const count = parts.reduce((sum, part) => sum + part.columns * part.rows, skin);
  const mesh = {
    count,
    position: new Float32Array(3 * count),
    normal: new Float32Array(3 * count),
    sharp: new Float32Array(SH_COUNT * count),
    soft: new Float32Array(SH_COUNT * count),
    texture: new Float32Array(2 * count).fill(-1),
    color: new Float32Array(3 * count).fill(1),
    gloss: new Float32Array(count),
    station: new Uint8Array(count),
  };
  const triangles: number[] = [];
  const transfer = computeTransfer(surface);
  mesh.position.set(surface.position);
  mesh.normal.set(surface.normal);
  mesh.sharp.set(transfer.sharp);
  mesh.soft.set(transfer.soft);
  const chin = surface.anatomy.chin;
  for (let v = 0; v < skin; v++) {
    mesh.texture[2 * v] = v % columns;
    mesh.texture[2 * v + 1] = Math.floor(v / columns);
  }
  gridTriangles(columns, rows, 0, triangles);
  let first = skin;
  for (const part of parts) {
    mesh.position.set(part.position, 3 * first);
    mesh.normal.set(part.normal, 3 * first);
    mesh.color.set(part.color, 3 * first);
    for (let v = 0; v < part.columns * part.rows; v++) {
      const [x, y, z] = part.normal.subarray(3 * v, 3 * v + 3);
      unshadowedTransfer(x!, y!, z!, part.open, mesh.sharp, SH_COUNT * (first + v));
      mesh.gloss[first + v] = part.gloss;
    }
    mesh.soft.set(
      mesh.sharp.subarray(SH_COUNT * first, SH_COUNT * (first + part.columns * part.rows)),
      SH_COUNT * first,
    );
    gridTriangles(part.columns, part.rows, first, triangles);
    first += part.columns * part.rows;
  }
  for (let v = 0; v < count; v++) {
    mesh.station[v] = Math.round(SKIN_WEIGHT_STEPS * smoothstep(chin - 8.5, chin - 0.5, mesh.position[3 * v + 1]!));
  }
  return { ...mesh, triangles: Uint32Array.from(triangles) };
}
