import { ARCFACE_TEMPLATE } from '../../../src/vision/pipeline/arcface-template.ts';
import { fitSimilarity, invert } from '../../../src/vision/pipeline/similarity.ts';
import type { Frame, Landmarks, Point } from '../../../src/vision/types.ts';

/** Kinds of bad views. */
export type DefectKind = 'blur' | 'noise' | 'bar' | 'sunglasses' | 'mask' | 'hand' | 'black';

/** A change of a picture with a face. */
export interface Change<Kind extends string, Result = Frame> {
  readonly kind: Kind;
  /** Unique name with the parameters. */
  readonly name: string;
  /** Returns a changed copy of the frame. @param landmarks of the face in it */
  readonly apply: (frame: Frame, landmarks: Landmarks) => Result;
}

/** A bad view that is made from a good one. */
interface Defect extends Omit<Change<DefectKind>, 'apply'> {
  /** @param random 0..1 */
  readonly apply: (frame: Frame, landmarks: Landmarks, random: () => number) => Frame;
}

export type Color = readonly [red: number, green: number, blue: number];
/** How much of a point is covered, 0..1, and its color. Coordinates are those of `toFace`. */
export type Paint = (point: Point) => readonly [coverage: number, color: Color];

/**
 * The fixed list. Lengths are in eye distances, measured on the ArcFace template: the eyes are at (±0.5, 0), the tip of the nose at (0, 0.57),
 * the corners of the mouth at (±0.41, 1.15). Colors and levels are 0..255.
 */
export const defects: readonly Defect[] = [
  ...[0.06, 0.1, 0.2].map((sigma) => blur(sigma)),
  ...[50, 80].map((sigma) => noise(sigma)),
  // From brow to lower lid, over both eyes and to the sides of the face.
  painted('bar', 'black, 0.5 high', () => bar(0.5, [0, 0, 0])),
  painted('bar', 'gray, 0.7 high', () => bar(0.7, [128, 128, 128])),
  painted('bar', 'skin, 0.6 high', (skin) => bar(0.6, skin)),
  painted('sunglasses', 'round, black', () => sunglasses(0.36, 0.32, [15, 15, 18])),
  painted('sunglasses', 'wide, brown', () => sunglasses(0.42, 0.3, [50, 35, 28])),
  // Its upper edge is on the bridge of the nose; 0.25 is just below the eyes.
  painted('mask', 'light blue, from 0.3', () => mask(0.3, [160, 195, 215])),
  painted('mask', 'white, from 0.4', () => mask(0.4, [235, 235, 235])),
  painted('mask', 'black, from 0.4', () => mask(0.4, [25, 25, 28])),
  painted('mask', 'sheet of paper, from 0.35', () => sheet(0.35, [225, 222, 215])),
  painted('hand', 'over nose and mouth', (skin) => hand({ x: 0, y: 0.9 }, 0, skin)),
  painted('hand', 'over the mouth, aslant', (skin) => hand({ x: 0.05, y: 1 }, 0.7, skin)),
  painted('hand', 'over the eyes', (skin) => hand({ x: 0, y: 0.05 }, 0.15, skin)),
  {
    kind: 'black',
    name: 'black',
    apply: ({ width, height }) => ({ width, height, data: blackPixels(width * height) }),
  },
];

function blackPixels(count: number): Uint8ClampedArray {
  const data = new Uint8ClampedArray(count * 4);
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return data;
}

export const eyeDistance = ([left, right]: Landmarks) => Math.hypot(right.x - left.x, right.y - left.y);

/** Gaussian blur of the whole frame. */
export function blur(sigma: number): Defect {
  return {
    kind: 'blur',
    name: `σ = ${sigma} eye distances`,
    apply: (frame, landmarks) => gaussian(frame, sigma * eyeDistance(landmarks)),
  };
}

function gaussian({ width, height, data }: Frame, sigma: number): Frame {
  const radius = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const pass = (from: ArrayLike<number>, length: number, step: number) => {
    const to = new Float32Array(from.length);
    for (let at = 0; at < from.length; at++) {
      const position = Math.floor(at / step) % length;
      for (let k = -radius; k <= radius; k++) {
        const source = Math.min(length - 1, Math.max(0, position + k));
        to[at]! += (from[at + (source - position) * step]! * kernel[k + radius]!) / total;
      }
    }
    return to;
  };
  const rows = pass(data, width, 4);
  return { width, height, data: Uint8ClampedArray.from(pass(rows, height, 4 * width)) };
}

/** Independent Gaussian noise in each channel of each pixel. */
export function noise(sigma: number): Defect {
  return {
    kind: 'noise',
    name: `σ = ${sigma} of 255`,
    apply: (frame, _, random) => {
      const data = Uint8ClampedArray.from(frame.data);
      for (let at = 0; at < data.length; at++) {
        if (at % 4 === 3) continue;
        const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
        data[at] = data[at]! + sigma * normal;
      }
      return { ...frame, data };
    },
  };
}

/** Paints over the face. @param paint receives the color of the person's cheeks */
export function painted<Kind extends string>(
  kind: Kind,
  name: string,
  paint: (skin: Color) => Paint,
): Change<Kind> {
  return {
    kind,
    name: `${kind}: ${name}`,
    apply: (frame, landmarks) => {
      const { width, height } = frame;
      const data = Uint8ClampedArray.from(frame.data);
      const toFace = faceCoordinates(landmarks);
      const colorAt = paint(skinColor(frame, landmarks));
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [coverage, color] = colorAt(toFace({ x, y }));
          const at = (y * width + x) * 4;
          for (let k = 0; k < 3; k++) data[at + k] = data[at + k]! * (1 - coverage) + color[k]! * coverage;
        }
      }
      return { width, height, data };
    },
  };
}

/** The template in eye distances from the middle between the eyes. */
const TEMPLATE = ARCFACE_TEMPLATE.map(([x, y]): Point => ({ x: (x - 55.91) / 35.24, y: (y - 51.6) / 35.24 }));

export function faceCoordinates(landmarks: Landmarks): (point: Point) => Point {
  const { a, b, tx, ty } = fitSimilarity(landmarks, TEMPLATE);
  return ({ x, y }) => ({ x: a * x - b * y + tx, y: b * x + a * y + ty });
}

/** Mean color below both eyes. */
function skinColor({ width, height, data }: Frame, landmarks: Landmarks): Color {
  const { a, b, tx, ty } = invert(fitSimilarity(landmarks, TEMPLATE));
  const sum = [0, 0, 0];
  const places = [-0.45, -0.35, 0.35, 0.45].flatMap((x) => [0.45, 0.6].map((y) => ({ x, y })));
  for (const { x, y } of places) {
    const column = Math.min(width - 1, Math.max(0, Math.round(a * x - b * y + tx)));
    const row = Math.min(height - 1, Math.max(0, Math.round(b * x + a * y + ty)));
    for (let k = 0; k < 3; k++) sum[k]! += data[(row * width + column) * 4 + k]! / places.length;
  }
  return [sum[0]!, sum[1]!, sum[2]!];
}

/** 1 inside, 0 outside, with an edge of 0.04 eye distances. @param distance to the edge, negative inside */
export const soft = (distance: number) => Math.min(1, Math.max(0, 0.5 - distance / 0.04));

function bar(height: number, color: Color): Paint {
  return ({ x, y }) => [soft(Math.max(Math.abs(x) - 1.1, Math.abs(y) - height / 2)), color];
}

function sunglasses(halfWidth: number, halfHeight: number, color: Color): Paint {
  return ({ x, y }) => {
    const lens = (Math.hypot((Math.abs(x) - 0.5) / halfWidth, (y - 0.05) / halfHeight) - 1) * halfHeight;
    const bridge = Math.max(Math.abs(x) - 0.5, Math.abs(y + 0.05) - 0.04);
    const temples = Math.max(Math.abs(Math.abs(x) - 0.95) - 0.2, Math.abs(y + 0.05) - 0.04);
    return [soft(Math.min(lens, bridge, temples)), color];
  };
}

/** Folded fabric from the bridge of the nose to below the chin, narrower there, with ear loops. */
function mask(top: number, color: Color): Paint {
  return ({ x, y }) => {
    const edge = top + 0.45 * Math.min(1, x * x);
    const width = 0.98 - 0.2 * Math.max(0, y - 1);
    const fabric = Math.max(edge - y, Math.abs(x) - width, y - 1.9);
    const loops = Math.max(Math.abs(y - 0.75) - 0.03, Math.abs(Math.abs(x) - 1.1) - 0.2);
    const fold = 1 - 0.12 * Math.max(0, Math.cos(10 * y)) - 0.1 * Math.abs(x);
    return [soft(Math.min(fabric, loops)), shaded(color, fold)];
  };
}

function sheet(top: number, color: Color): Paint {
  return ({ x, y }) => [soft(Math.max(top + 0.08 * x - y, Math.abs(x) - 1.4, y - 2.4)), color];
}

/** Four fingers side by side, whose tips are beyond `center`; they come from the left. @param angle of the fingers in radians */
function hand(center: Point, angle: number, skin: Color): Paint {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const halfWidth = 0.15;
  return (point) => {
    const along = cos * (point.x - center.x) + sin * (point.y - center.y);
    const across = cos * (point.y - center.y) - sin * (point.x - center.x);
    let coverage = 0;
    let color = skin;
    for (let finger = 0; finger < 4; finger++) {
      const off = across - (finger - 1.5) * 2 * halfWidth;
      const tip = 0.75 - 0.12 * Math.abs(finger - 1.5);
      const distance = Math.hypot(Math.max(0, along - tip), off) - halfWidth;
      if (soft(distance) <= coverage) continue;
      coverage = soft(distance);
      color = shaded(skin, 1.02 - 0.35 * (off / halfWidth) ** 2);
    }
    return [coverage, color];
  };
}

export const shaded = ([red, green, blue]: Color, factor: number): Color => [
  red * factor,
  green * factor,
  blue * factor,
];
