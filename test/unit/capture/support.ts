import type { Observation, Quality, QualityIssue } from '../../../src/vision/types.ts';

interface ObservationOptions {
  /** Number of faces, default 1; further ones are as prominent as the first. */
  readonly faces?: number;
  readonly issues?: readonly QualityIssue[];
  /** Height of the box in pixels, default 220. */
  readonly faceHeight?: number;
  readonly embedding?: Float32Array;
  /** Measures that differ. */
  readonly quality?: Partial<Quality>;
}

/** An observation of a 640 × 480 frame; by default it shows one good face from the front. */
export function observation(options: ObservationOptions = {}): Observation {
  const { faces = 1, issues = [], faceHeight = 220, embedding, quality } = options;
  const frame = {
    width: 640,
    height: 480,
    faces,
    otherFaces: Math.max(0, faces - 1),
    quarterTurns: 0 as const,
    timings: { detectMs: 1, embedMs: 1, livenessMs: 0 },
  };
  if (faces === 0) return frame;
  const at = { x: 320, y: 240 };
  const box = { x: 220, y: (480 - faceHeight) / 2, width: 180, height: faceHeight };
  const light = { exposure: 0.5, contrast: 0.2, noise: 0.02 };
  const measures = { size: 80, sharpness: 0.7, ...light, coverage: -4, glare: 0, cutOff: 0 };
  const angles = { yaw: 0, pitch: 0, roll: 0, eyeLineRoll: 0 };
  return {
    ...frame,
    face: { box, landmarks: [at, at, at, at, at], score: 0.9 },
    quality: { ...measures, ...angles, issues, ...quality },
    ...(embedding === undefined ? {} : { embedding }),
  };
}
