import type { Frame, Landmarks, Point } from '../../../../src/vision/types.ts';
import { grayFrame } from './support.ts';

/** Side of the frame in pixels, and eye distance of a frontal face. */
const SIDE = 240;
const EYE_DISTANCE = 70;
/** Distance of the camera in eye distances: about 50 cm. */
const CAMERA = 8;

/** Positions in eye distances from the middle of the face, y down: eyes, nose, mouth corners. */
const POINTS = [
  [-0.5, -0.45],
  [0.5, -0.45],
  [0, 0.1],
  [-0.4, 0.6],
  [0.4, 0.6],
] as const;

export interface Turn {
  /** Degrees. */
  readonly yaw?: number;
  readonly pitch?: number;
  /** Depth of a surface toward the camera in eye distances; default: flat. */
  readonly depth?: (x: number, y: number) => number;
  /** Factor of the brightness at the right edge of the frame; default 1. */
  readonly lightAtRight?: number;
  /** Amplitude of the noise, 0..255. */
  readonly noise?: number;
  /** Factor of the distance between camera and face; default 1. */
  readonly distance?: number;
}

/** A head: round, with a nose that is 0.4 eye distances high. */
export const head = (x: number, y: number): number =>
  0.4 * Math.exp(-(x * x + (y - 0.1) ** 2) / 0.06) - 0.3 * (x * x + y * y);
/** The front of a cylinder of this radius in eye distances. */
export const cylinder =
  (radius: number) =>
  (x: number): number =>
    Math.sqrt(Math.max(0, radius * radius - x * x)) - radius;

/** A textured surface that is turned before a camera, and its landmarks in pixels. */
export function turnedFace(turn: Turn): { readonly frame: Frame; readonly landmarks: Landmarks } {
  const { lightAtRight = 1, noise = 0 } = turn;
  const project = projection(turn);
  const random = noiseOf(noise);
  const frame = grayFrame(SIDE, SIDE, (column, row) => {
    const { x, y } = surfacePointAt(project, column, row);
    const light = 1 + ((lightAtRight - 1) * column) / SIDE;
    return textureAt(x, y) * light + random();
  });
  const landmarks = POINTS.map(([x, y]) => project(x, y)) as unknown as Landmarks;
  return { frame, landmarks };
}

function projection({ yaw = 0, pitch = 0, depth = () => 0, distance = 1 }: Turn) {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  return (x: number, y: number): Point => {
    const z = depth(x, y);
    const [x1, z1] = [x * Math.cos(a) + z * Math.sin(a), z * Math.cos(a) - x * Math.sin(a)];
    const [y1, z2] = [y * Math.cos(b) + z1 * Math.sin(b), z1 * Math.cos(b) - y * Math.sin(b)];
    const scale = (EYE_DISTANCE * CAMERA) / (CAMERA * distance - z2);
    return { x: SIDE / 2 + scale * x1, y: SIDE / 2 + scale * y1 };
  };
}

/** The point of the surface that is seen at a pixel, by fixed-point iteration. */
function surfacePointAt(project: (x: number, y: number) => Point, column: number, row: number): Point {
  let [x, y] = [0, 0];
  for (let i = 0; i < 12; i++) {
    const at = project(x, y);
    x += (0.9 * (column - at.x)) / EYE_DISTANCE;
    y += (0.9 * (row - at.y)) / EYE_DISTANCE;
  }
  return { x, y };
}

/** Dark eyes and mouth, a bright nose, and skin with large and small structure, 0..255. */
function textureAt(x: number, y: number): number {
  const spot = (cx: number, cy: number, width: number, height: number) =>
    Math.exp(-(((x - cx) / width) ** 2) - ((y - cy) / height) ** 2);
  const dark = spot(-0.5, -0.45, 0.2, 0.1) + spot(0.5, -0.45, 0.2, 0.1) + spot(0, 0.62, 0.4, 0.08);
  const brows = spot(-0.5, -0.7, 0.3, 0.06) + spot(0.5, -0.7, 0.3, 0.06);
  const structure = Math.sin(5 * x + 2 * y) + Math.sin(3 * x - 7 * y) + 0.5 * Math.sin(13 * x + 11 * y);
  return 130 - 70 * dark - 50 * brows + 40 * spot(0, 0.05, 0.12, 0.4) + 12 * structure;
}

/** Deterministic noise of this amplitude. */
function noiseOf(amplitude: number): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  };
}
