import type { Person } from '../people/person.ts';
import { mouthLine } from './geometry/anatomy.ts';
import { radiusAt, type Surface } from './geometry/surface.ts';
import { getModel } from './model.ts';
import { createProjection } from './pipeline/projection.ts';
import { SKIN_WEIGHT_STEPS, skinRotations } from './pipeline/skinning.ts';
import type { View } from './view.ts';

type Point = readonly [number, number, number];

/** The exact positions in a rendered image, in pixels. */
export interface GroundTruth {
  /** Left eye, right eye, nose tip, left and right mouth corner; left and right as seen in an upright image. */
  readonly landmarks: readonly (readonly [number, number])[];
  /** Left, top, right, bottom of the face from brow to chin and from cheek to cheek, as in annotated face detection data. */
  readonly box: readonly [number, number, number, number];
}

/** The point of the surface in front of (x, y), by fixed-point iteration. */
function pointOnFace(surface: Surface, x: number, y: number): Point {
  let z = 8;
  for (let k = 0; k < 4; k++) {
    const angle = Math.atan2(x, z);
    z = radiusAt(surface, angle, y) * Math.cos(angle);
  }
  return [x, y, z];
}

/** Landmarks and bounding box of the face in the image that `render` returns for the same arguments. */
export function groundTruthOf(person: Person, view: View, width: number, height: number): GroundTruth {
  const { surface } = getModel(person);
  const { anatomy } = surface;
  const headRotation = skinRotations(view)[SKIN_WEIGHT_STEPS]!;
  const project = createProjection(view, width, height);
  const toImage = ([x, y, z]: Point): [number, number] => {
    const out = new Float32Array(3);
    project(headRotation, Float32Array.of(x, y, z), 0, out, 0);
    return [out[0]!, out[1]!];
  };
  const [leftEye, rightEye] = anatomy.eyes;
  const mouthCorner = anatomy.mouthHalfWidth * 0.97;
  const landmarks = [
    pointOnFace(surface, leftEye.x, leftEye.y),
    pointOnFace(surface, rightEye.x, rightEye.y),
    pointOnFace(surface, anatomy.noseLean, anatomy.noseTip),
    pointOnFace(surface, -mouthCorner, mouthLine(person, anatomy, -mouthCorner)),
    pointOnFace(surface, mouthCorner, mouthLine(person, anatomy, mouthCorner)),
  ].map(toImage);
  const outline: [number, number][] = [];
  for (let y = anatomy.chin - 0.9; y <= 4.6; y += 0.5) {
    for (let angle = -1.35; angle <= 1.36; angle += 0.15) {
      const r = radiusAt(surface, angle, y);
      outline.push(toImage([r * Math.sin(angle), y, r * Math.cos(angle)]));
    }
  }
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  return { landmarks, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}
