/** A part of a person with its own color, as a grid of vertices, row by row. */
export interface MeshPart {
  readonly columns: number;
  readonly rows: number;
  readonly position: Float32Array;
  readonly normal: Float32Array;
  /** Linear red, green, blue of each vertex. */
  readonly color: Float32Array;
  /** Share of the surroundings that lights the part, 0…1. */
  readonly visibility: number;
  /** Strength of the specular reflection, 0…1. */
  readonly gloss: number;
}
