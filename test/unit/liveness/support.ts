import type { Landmarks, LivenessMeasures, Observation } from '../../../src/vision/types.ts';
import type { Movement } from '../../../src/wire/liveness.ts';

/** One pose of a head; what is not set is that of a frontal face in the middle of a frame of 640 × 480. */
export interface Pose {
  /** Degrees with the signs of `Quality`. */
  readonly yaw?: number;
  readonly pitch?: number;
  /** Pixels. */
  readonly size?: number;
  readonly x?: number;
  readonly y?: number;
  readonly faces?: number;
  readonly liveness?: LivenessMeasures;
}

export const FRONT = { yaw: 0, pitch: 3, size: 80, x: 320, y: 240 } as const;

export const poses: Record<Movement, Pose> = {
  left: { yaw: 24 },
  right: { yaw: -24 },
  up: { pitch: -5 },
  down: { pitch: 12 },
  closer: { size: 108 },
};

/** The observation of a face in this pose. */
export function faceIn(pose: Pose): Observation {
  const { yaw, pitch, size, x, y, faces = 1, liveness } = { ...FRONT, ...pose };
  const frame = {
    width: 640,
    height: 480,
    faces,
    otherFaces: Math.max(0, faces - 1),
    quarterTurns: 0 as const,
    timings: { detectMs: 1, embedMs: 0, livenessMs: 1 },
    ...(liveness === undefined ? {} : { liveness }),
  };
  if (faces === 0) return frame;
  const point = (dx: number, dy: number) => ({ x: x + dx * size, y: y + dy * size });
  const landmarks: Landmarks = [
    point(-0.5, -0.4),
    point(0.5, -0.4),
    point(0, 0),
    point(-0.4, 0.4),
    point(0.4, 0.4),
  ];
  const box = { x: x - size, y: y - 1.3 * size, width: 2 * size, height: 2.6 * size };
  const light = { exposure: 0.5, contrast: 0.2, noise: 0.02 };
  const measures = { size, sharpness: 0.7, ...light, coverage: -4, glare: 0, cutOff: 0 };
  return {
    ...frame,
    face: { box, landmarks, score: 0.9 },
    quality: { ...measures, yaw, pitch, roll: 0, eyeLineRoll: 0, issues: [] },
  };
}

/** Time from frame to frame. */
export const FRAME_MS = 50;

export interface TimedPose {
  readonly pose: Pose;
  readonly timeMs: number;
}

/** Frames of a head that moves from pose to pose: 300 ms for each way, then it stays for 450 ms. */
export function framesOf(targets: readonly Pose[], startMs = 0): TimedPose[] {
  let from: Pose = FRONT;
  const frames: TimedPose[] = [];
  for (const target of targets) {
    for (let i = 1; i <= 15; i++) {
      const timeMs = startMs + FRAME_MS * (frames.length + 1);
      frames.push({ pose: between(from, target, Math.min(1, i / 6)), timeMs });
    }
    from = target;
  }
  return frames;
}

function between(from: Pose, to: Pose, share: number): Pose {
  const [a, b] = [
    { ...FRONT, ...from },
    { ...FRONT, ...to },
  ];
  const mix = (key: keyof typeof FRONT) => a[key] + share * (b[key] - a[key]);
  return { ...to, yaw: mix('yaw'), pitch: mix('pitch'), size: mix('size'), x: mix('x'), y: mix('y') };
}

/** Targets of a person who follows a challenge. */
export const following = (movements: readonly Movement[]): Pose[] => [
  FRONT,
  ...movements.flatMap((movement) => [poses[movement], FRONT]),
];
