import { mouthLine } from './geometry/anatomy.ts';
import { SKIN_WEIGHT_STEPS } from './geometry/mesh.ts';
import { getModel } from './model.ts';
import type { Person } from '../people/person.ts';
import { createProjection, headRotations } from './pipeline/projection.ts';
import { radiusAt, type Surface } from './geometry/surface.ts';
import type { View } from './view.ts';

export interface GroundTruth {
  /** In pixels: eyes (image left, right when upright), nose tip, mouth corners (left, right). */
  readonly points: readonly (readonly [number, number])[];
  /** Left, top, right, bottom of the face from brow to chin and cheek to cheek, as detection sets mark it. */
  readonly box: readonly [number, number, number, number];
}

/** The point of the surface in front of (x, y). */
function onFace(s: Surface, x: number, y: number): readonly [number, number, number] {
  let z = 8;
  for (let k = 0; k < 4; k++) {
    const angle = Math.atan2(x, z);
    z = radiusAt(s, angle, y) * Math.cos(angle);
  }
  return [x, y, z];
}

/** Where the five points and the face truly are in `render` of the same arguments. */
export function groundTruthOf(person: Person, view: View, width: number, height: number): GroundTruth {
  const { surface } = getModel(person);
  const a = surface.anatomy;
  const turn = headRotations(view)[SKIN_WEIGHT_STEPS]!;
  const project = createProjection(view, width, height);
  const at = ([x, y, z]: readonly [number, number, number]): [number, number] => {
    const out = new Float32Array(3);
    project(turn, Float32Array.of(x, y, z), 0, out, 0);
    return [out[0]!, out[1]!];
  };
  const corner = a.mouthHalf * 0.97;
  const points = [
    onFace(surface, a.eyes[0].x, a.eyes[0].y),
    onFace(surface, a.eyes[1].x, a.eyes[1].y),
    onFace(surface, a.noseLean, a.noseTip),
    onFace(surface, -corner, mouthLine(person, a, -corner)),
    onFace(surface, corner, mouthLine(person, a, corner)),
  ].map(at);
  const outline: [number, number][] = [];
  for (let y = a.chin - 0.9; y <= 4.6; y += 0.5) {
    for (let angle = -1.35; angle <= 1.36; angle += 0.15) {
      const r = radiusAt(surface, angle, y);
      outline.push(at([r * Math.sin(angle), y, r * Math.cos(angle)]));
    }
  }
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return { points, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}
