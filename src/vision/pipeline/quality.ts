import type { Box, Face, Frame, Landmarks, Point, Quality } from '../types.ts';
import { coverageOf } from './coverage.ts';
import { faceCrop, lumaOf } from './face-crop.ts';
import { glareAround } from './glare.ts';
import { momentsOf } from './moments.ts';
import { poseOf } from './pose.ts';
import { issuesOf } from './quality-issues.ts';
import { measureStructure } from './structure.ts';

/** Measures a face, in pixels of `frame`, and lists the thresholds of quality-issues.ts that it misses. */
export function assessQuality(frame: Frame, face: Face): Quality {
  const crop = faceCrop(frame, face.landmarks);
  const luma = lumaOf(crop);
  const { mean: exposure, deviation: contrast } = momentsOf(luma);
  const measures = {
    size: sizeOf(face.landmarks),
    ...measureStructure(luma),
    exposure,
    contrast,
    coverage: coverageOf(crop),
    glare: glareAround(frame, face.box),
    ...poseOf(face.landmarks),
    eyeLineRoll: eyeLineRollOf(face.landmarks),
    cutOff: cutOffOf(face.box, frame),
  };
  return { ...measures, issues: issuesOf(measures) };
}

/** Yaw shortens the eye line but not the distance from eyes to mouth, which is about as long; so the longer of the two is the size. */
function sizeOf([left, right, , mouthLeft, mouthRight]: Landmarks): number {
  const eyes = midpoint(left, right);
  const mouth = midpoint(mouthLeft, mouthRight);
  return Math.max(
    Math.hypot(right.x - left.x, right.y - left.y),
    Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y),
  );
}

function eyeLineRollOf([left, right]: Landmarks): number {
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}

function cutOffOf(box: Box, frame: Frame): number {
  const width = Math.min(box.x + box.width, frame.width) - Math.max(box.x, 0);
  const height = Math.min(box.y + box.height, frame.height) - Math.max(box.y, 0);
  return 1 - (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height);
}

function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
