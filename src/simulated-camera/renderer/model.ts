import { paletteOf } from './texture/colors.ts';
import { makeGrid } from './geometry/grid.ts';
import { type Mesh, makeMesh } from './geometry/mesh.ts';
import { paintFaces } from './texture/face-texture.ts';
import type { Person } from '../people/person.ts';
import { makeSurface, type Surface } from './geometry/surface.ts';
import { mipmaps, type Texture } from './texture/texture.ts';

/** All of a person that does not change from frame to frame. */
export interface Model {
  readonly surface: Surface;
  readonly mesh: Mesh;
  /** Textures of open, half closed and closed eyes; of each the full, half and quarter size. */
  readonly faces: readonly (readonly Texture[])[];
}

/** Texels per cell of the grid, in the full size. */
export const TEXELS = 4;
const GRID_STEP = 0.2;

export function makeModel(person: Person): Model {
  const surface = makeSurface(person, makeGrid(GRID_STEP));
  const hue = paletteOf(person);
  return {
    surface,
    mesh: makeMesh(person, surface, hue),
    faces: paintFaces(person, surface, hue, TEXELS, [0, 0.5, 1]).map(mipmaps),
  };
}

const kept = new WeakMap<Person, Model>();

/** The model of a person, made once (about a second) and kept as long as the person is. */
export function modelOf(person: Person): Model {
  const known = kept.get(person);
  if (known !== undefined) return known;
  const model = makeModel(person);
  kept.set(person, model);
  return model;
}
