import { clamp } from '../../../src/simulated-camera/math/interpolation.ts';
import type { Landmarks } from '../../../src/vision/types.ts';
import { type LinearImage, sampleLight } from './light.ts';
import { type Material, texture } from './material.ts';
import { type Hit, intersectSheet, type SheetPose } from './surface.ts';

/** A face in a picture, as far as a sheet needs it. */
export interface FacePicture {
  readonly image: LinearImage;
  readonly landmarks: Landmarks;
}

/** A picture on a sheet of paper or a screen. */
export interface Sheet {
  readonly picture: FacePicture;
  readonly material: Material;
  /** Centimeters between the eyes on the sheet; 6.3 is life size. */
  readonly eyeDistance: number;
  /** Edges of the picture in centimeters from the middle of the face: left, top, right, bottom. */
  readonly edges: readonly [number, number, number, number];
  /** Cuts eyes and mouth out. */
  readonly holes: boolean;
  /** Fingers at the left and right edge. */
  readonly fingers: boolean;
}

/** What is lit how: one scene. */
export interface SheetScene {
  readonly background: LinearImage;
  /** What is seen through the holes: a picture of the size of the background. */
  readonly behind?: LinearImage;
  /** Light falls from this side, in degrees from the camera; and its share of all light, 0..1. */
  readonly azimuth: number;
  readonly contrast: number;
}

/** Depth of what is seen through the holes behind a sheet, seen as brightness. */
const HOLE_LIGHT = 0.8;
const FINGER: readonly [number, number, number] = [0.42, 0.22, 0.15];
const FINGER_SIZE = 1.1;

/** Draws a sheet over the background: a new image in linear light. */
export function drawSheet(sheet: Sheet, pose: SheetPose, scene: SheetScene, seconds: number): LinearImage {
  const { width, height } = scene.background;
  const data = scene.background.data.slice();
  const intersect = intersectSheet(pose, width, height);
  const { picture, material, edges } = sheet;
  const { scale, x: middleX, y: middleY } = middleOf(picture.landmarks, sheet.eyeDistance);
  const isHole = sheet.holes ? holesOf(picture.landmarks, sheet.eyeDistance) : undefined;
  const isFinger = sheet.fingers ? fingersOf(sheet) : undefined;
  const lamp = (scene.azimuth * Math.PI) / 180;
  const [ahead, aside] = [Math.cos(lamp), Math.sin(lamp) / 30];
  // A screen shines on its own; paper is lighter where it faces the lamp.
  const contrast = material.kind === 'screen' ? 0 : scene.contrast;
  const hit: Hit = { u: 0, v: 0, facing: 0 };
  const light = new Float32Array(3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      if (!intersect(x, y, hit)) continue;
      const { u, v } = hit;
      const beyond = Math.max(-edges[0] - u, u - edges[2], -edges[1] - v, v - edges[3]);
      if (isFinger?.(u, v)) {
        for (let k = 0; k < 3; k++) data[at + k] = FINGER[k]! * (0.7 + 0.3 * hit.facing);
        continue;
      }
      if (beyond > material.margin) continue;
      if (isHole?.(u, v)) {
        if (scene.behind !== undefined)
          for (let k = 0; k < 3; k++) data[at + k] = HOLE_LIGHT * scene.behind.data[at + k]!;
        continue;
      }
      if (beyond > 0) light.fill(material.marginLight);
      else {
        sampleLight(picture.image, middleX + scale * u, middleY + scale * v, light);
        texture(material, u, v, seconds, light);
      }
      const shade = 1 - contrast * (1 - clamp(hit.facing * ahead + u * aside, 0, 1.3));
      for (let k = 0; k < 3; k++) data[at + k] = light[k]! * shade;
    }
  }
  return { width, height, data };
}

/** The middle of the face in the picture, which is in the middle of the sheet, and the pixels per centimeter. */
function middleOf(landmarks: Landmarks, eyeDistance: number): { scale: number; x: number; y: number } {
  const [left, right, , mouthLeft, mouthRight] = landmarks;
  return {
    scale: Math.hypot(right.x - left.x, right.y - left.y) / eyeDistance,
    x: (left.x + right.x + mouthLeft.x + mouthRight.x) / 4,
    y: (left.y + right.y + mouthLeft.y + mouthRight.y) / 4,
  };
}

/** Whether a place of the sheet is in the hole of an eye or of the mouth. */
function holesOf(landmarks: Landmarks, eyeDistance: number): (u: number, v: number) => boolean {
  const [left, right, , mouthLeft, mouthRight] = landmarks;
  const { scale, x: middleX, y: middleY } = middleOf(landmarks, eyeDistance);
  const toSheet = (x: number, y: number) => [(x - middleX) / scale, (y - middleY) / scale] as const;
  const unit = eyeDistance / 6.3;
  const holes = [
    [...toSheet(left.x, left.y), 1.5, 0.65],
    [...toSheet(right.x, right.y), 1.5, 0.65],
    [...toSheet((mouthLeft.x + mouthRight.x) / 2, (mouthLeft.y + mouthRight.y) / 2), 2.4, 1],
  ] as const;
  return (u, v) =>
    holes.some(([x, y, a, b]) => ((u - x) / (a * unit)) ** 2 + ((v - y) / (b * unit)) ** 2 < 1);
}

/** Whether a place is covered by one of the thumbs that hold the sheet at its sides. */
function fingersOf({ edges, material }: Sheet): (u: number, v: number) => boolean {
  const [left, , right, bottom] = edges;
  const places = [
    [-left - material.margin, 0.5 * bottom],
    [right + material.margin, 0.65 * bottom],
  ] as const;
  return (u, v) =>
    places.some(([x, y]) => ((u - x) / (2.6 * FINGER_SIZE)) ** 2 + ((v - y) / FINGER_SIZE) ** 2 < 1);
}
