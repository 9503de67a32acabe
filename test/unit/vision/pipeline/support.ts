import { findPerson } from '../../../../src/simulated-camera/people/find-person.ts';
import { groundTruthOf } from '../../../../src/simulated-camera/renderer/ground-truth.ts';
import { render } from '../../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../../src/simulated-camera/renderer/view.ts';
import type { Frame, Landmarks, Point } from '../../../../src/vision/types.ts';

/** A gray frame; `luma` gives 0..255. */
export function grayFrame(width: number, height: number, luma: (x: number, y: number) => number): Frame {
  return frameOf(width, height, (x, y) => [luma(x, y), luma(x, y), luma(x, y)]);
}

/** A frame with another value in each channel: red is `red(x, y)`, green half of it, blue 255 minus it. */
export function colorFrame(width: number, height: number, red: (x: number, y: number) => number): Frame {
  return frameOf(width, height, (x, y) => [red(x, y), red(x, y) / 2, 255 - red(x, y)]);
}

function frameOf(width: number, height: number, color: (x: number, y: number) => number[]): Frame {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set([...color(i % width, Math.floor(i / width)), 255], 4 * i);
  return { width, height, data };
}

/** The average head of pose.ts in millimeters, relative to the mean of its landmarks: x right, y down, z towards the camera. */
const headMm = [
  [-31.5, -32.4, -7.6],
  [31.5, -32.4, -7.6],
  [0, 1.6, 26.4],
  [-25, 31.6, -5.6],
  [25, 31.6, -5.6],
] as const;

export interface HeadView {
  /** Degrees; applied in this order: yaw about the vertical axis of the head, pitch, roll. */
  readonly yaw?: number;
  readonly pitch?: number;
  readonly roll?: number;
  /** Pixels per millimeter. */
  readonly scale?: number;
}

/** Landmarks of the average head, seen by a distant camera, around `center`. */
export function projectHead({ yaw = 0, pitch = 0, roll = 0, scale = 1 }: HeadView, center: Point): Landmarks {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [cosYaw, sinYaw] = [Math.cos(radians(yaw)), Math.sin(radians(yaw))];
  const [cosPitch, sinPitch] = [Math.cos(radians(pitch)), Math.sin(radians(pitch))];
  const [cosRoll, sinRoll] = [Math.cos(radians(roll)), Math.sin(radians(roll))];
  const project = ([x, y, z]: (typeof headMm)[number]): Point => {
    const [x1, z1] = [x * cosYaw + z * sinYaw, z * cosYaw - x * sinYaw];
    const y1 = y * cosPitch + z1 * sinPitch;
    return {
      x: center.x + scale * (x1 * cosRoll - y1 * sinRoll),
      y: center.y + scale * (x1 * sinRoll + y1 * cosRoll),
    };
  };
  const [leftEye, rightEye, nose, leftMouth, rightMouth] = headMm;
  return [project(leftEye), project(rightEye), project(nose), project(leftMouth), project(rightMouth)];
}

/** A simulated person from the front, 640 × 480, with exact landmarks. */
export function simulatedFace(
  name: string,
  change: Partial<View> = {},
): { frame: Frame; landmarks: Landmarks } {
  const view = { ...frontView, ...change };
  const size = { width: 640, height: 480 } as const;
  const person = findPerson(name);
  const [a, b, c, d, e] = groundTruthOf(person, view, 640, 480).landmarks.map(([x, y]) => ({ x, y }));
  const data = Uint8ClampedArray.from(render(person, view, 640, 480));
  return { frame: { ...size, data }, landmarks: [a!, b!, c!, d!, e!] };
}
