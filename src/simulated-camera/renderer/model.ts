import { createPalette } from './texture/colors.ts';
import { createGrid } from './geometry/grid.ts';
import { type Mesh, createMesh } from './geometry/mesh.ts';
import { createFaceTextures } from './texture/face-texture.ts';
import type { Person } from '../people/person.ts';
import { createSurface, type Surface } from './geometry/surface.ts';
import { createMipmaps, type Texture } from './texture/texture.ts';

/** All of a person that does not change from frame to frame. */
export interface PersonModel {
  readonly surface: Surface;
  readonly mesh: Mesh;
  /** Textures of open, half closed and closed eyes; of each the full, half and quarter size. */
  readonly faces: readonly (readonly Texture[])[];
}

/** Texels per cell of the grid, in the full size. */
export const TEXELS_PER_CELL = 4;
const GRID_STEP = 0.2;

export function createModel(person: Person): PersonModel {
  const surface = createSurface(person, createGrid(GRID_STEP));
  const palette = createPalette(person);
  return {
    surface,
    mesh: createMesh(person, surface, palette),
    faces: createFaceTextures(person, surface, palette, TEXELS_PER_CELL, [0, 0.5, 1]).map(createMipmaps),
  };
}

const kept = new WeakMap<Person, PersonModel>();

/** The model of a person, made once (about a second) and kept as long as the person is. */
export function getModel(person: Person): PersonModel {
  const known = kept.get(person);
  if (known !== undefined) return known;
  const model = createModel(person);
  kept.set(person, model);
  return model;
}
