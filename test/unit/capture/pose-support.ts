import { poseOf } from '../../../src/vision/pipeline/pose.ts';
import type { Landmarks, LivenessMeasures, Observation, ObserveOptions } from '../../../src/vision/types.ts';
import type { Movement } from '../../../src/wire/liveness.ts';

export interface HeadPose {
  /** Degrees; positive: nose toward the right of the image. */
  readonly yaw: number;
  /** Degrees; positive: nose down. */
  readonly pitch: number;
  /** Size of the face; 1 in front. */
  readonly scale: number;
}

export const front: HeadPose = { yaw: 0, pitch: 0, scale: 1 };

/** The end of each movement. The image is not mirrored: the person's own left is at its right. */
export const poses: Readonly<Record<Movement | 'front', HeadPose>> = {
  front,
  left: { ...front, yaw: 30 },
  right: { ...front, yaw: -30 },
  up: { ...front, pitch: -20 },
  down: { ...front, pitch: 20 },
  closer: { ...front, scale: 1.6 },
};

/** Eyes, nose tip and corners of the mouth of an average head, in millimeters: x right, y down, z toward the camera. */
const HEAD_MM = [
  [-31.5, -30, 0],
  [31.5, -30, 0],
  [0, 4, 34],
  [-25, 34, 2],
  [25, 34, 2],
] as const;

/** Where the five landmarks of a head are seen in a frame of 640 × 480. */
function landmarksOf({ yaw, pitch, scale }: HeadPose): Landmarks {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const points = HEAD_MM.map(([x, y, z]) => {
    const depth = z * Math.cos(b) - y * Math.sin(b);
    const down = y * Math.cos(b) + z * Math.sin(b);
    return {
      x: 320 + 1.3 * scale * (x * Math.cos(a) + depth * Math.sin(a)),
      y: 240 + 1.3 * scale * down,
    };
  });
  return points as unknown as Landmarks;
}

interface Seen {
  readonly options: ObserveOptions;
  readonly embedding?: Float32Array | undefined;
  /** Whether the head is a flat picture. */
  readonly flat?: boolean;
  /** Output of the passive net; default 0.9. */
  readonly live?: number;
  readonly otherFaces?: number;
}

/** What the vision would see of a head in this pose. */
export function observePose(pose: HeadPose, seen: Seen): Observation {
  const { options, embedding, flat = false, live = 0.9, otherFaces = 0 } = seen;
  const landmarks = landmarksOf(pose);
  const { yaw, pitch, roll } = poseOf(landmarks);
  const [width, height] = [150 * pose.scale, 200 * pose.scale];
  const light = { exposure: 0.5, contrast: 0.2, noise: 0.02 };
  const measures = { size: 80 * pose.scale, sharpness: 0.7, ...light, coverage: -4, glare: 0, cutOff: 0 };
  const residuals = flat ? { residual: 0.004, noseResidual: 0.03 } : { residual: 0.22, noseResidual: 0.25 };
  const liveness: LivenessMeasures = {
    signals: { repeated: false, noise: 2 },
    ...(options.liveness?.reference === 'compare' ? { planarity: residuals } : {}),
    ...(options.liveness?.passive ? { live } : {}),
  };
  return {
    width: 640,
    height: 480,
    faces: 1 + otherFaces,
    otherFaces,
    quarterTurns: 0,
    face: { box: { x: 320 - width / 2, y: 240 - height / 2, width, height }, landmarks, score: 0.9 },
    quality: { ...measures, yaw, pitch, roll, eyeLineRoll: roll, issues: [] },
    liveness,
    timings: { detectMs: 1, embedMs: 1, livenessMs: 1 },
    ...(embedding === undefined ? {} : { embedding }),
  };
}

/** Time before a movement starts. */
const REACTION_MS = 300;

/** A head that goes to a pose within a second, after a time of reaction. */
export class MovingHead {
  #from = front;
  #to = front;
  #startMs = 0;

  perform(pose: HeadPose, timeMs: number): void {
    this.#from = this.at(timeMs);
    this.#to = pose;
    this.#startMs = timeMs + REACTION_MS;
  }

  at(timeMs: number): HeadPose {
    const share = 1 - Math.exp(-Math.max(0, timeMs - this.#startMs) / 200);
    const between = (from: number, to: number) => from + (to - from) * share;
    return {
      yaw: between(this.#from.yaw, this.#to.yaw),
      pitch: between(this.#from.pitch, this.#to.pitch),
      scale: between(this.#from.scale, this.#to.scale),
    };
  }
}
