import type { Person } from '../people/person.ts';
import { createGrid } from './geometry/grid.ts';
import { createMesh, type Mesh } from './geometry/mesh.ts';
import { createSurface, type Surface } from './geometry/surface.ts';
import { createFaceTextures } from './texture/face-texture.ts';
import { createPalette } from './texture/palette.ts';
import { createMipmaps, type Texture } from './texture/texture.ts';

/** Everything of a person that is the same in all images. */
export interface PersonModel {
  readonly surface: Surface;
  readonly mesh: Mesh;
  /** Textures with open, half closed and closed eyes; each as three mipmap levels. */
  readonly textures: readonly (readonly Texture[])[];
}

/** Texels per cell of the surface's grid, along one side, in mipmap level 0. */
export const TEXELS_PER_CELL = 4;
/** Distance between rows of the grid, in centimeters. */
const GRID_STEP = 0.2;
/** States of the eyes that have a texture: 0 open … 1 closed. */
const BLINK_STATES = [0, 0.5, 1];

function createModel(person: Person): PersonModel {
  const surface = createSurface(person, createGrid(GRID_STEP));
  const palette = createPalette(person);
  return {
    surface,
    mesh: createMesh(person, surface, palette),
    textures: createFaceTextures(person, surface, palette, TEXELS_PER_CELL, BLINK_STATES).map(createMipmaps),
  };
}

const cache = new WeakMap<Person, PersonModel>();

/** The model of a person. The first call takes about one second; the model is cached as long as the person object exists. */
export function getModel(person: Person): PersonModel {
  let model = cache.get(person);
  if (model === undefined) {
    model = createModel(person);
    cache.set(person, model);
  }
  return model;
}
