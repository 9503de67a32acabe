import type { Observation, QualityIssue } from '../../../src/vision/types.ts';

/** What vision says of a frame of 640 × 480; one upright face unless told otherwise. */
export function observation(
  change: { faces?: number; issues?: QualityIssue[]; faceHeight?: number; embedding?: Float32Array } = {},
): Observation {
  const { faces = 1, issues = [], faceHeight = 220, embedding } = change;
  const at = { x: 320, y: 240 };
  const base = {
    width: 640,
    height: 480,
    faces,
    rivals: Math.max(0, faces - 1),
    timings: { detectMs: 1, embedMs: 1 },
  };
  if (faces === 0) return base;
  const box = { x: 220, y: (480 - faceHeight) / 2, width: 180, height: faceHeight };
  const measures = { size: 80, sharpness: 0.2, exposure: 0.5, contrast: 0.2, cutOff: 0 };
  const pose = { yaw: 0, pitch: 0, roll: 0, eyeTilt: 0 };
  return {
    ...base,
    face: { box, points: [at, at, at, at, at], score: 0.9 },
    quality: { ...measures, ...pose, issues },
    ...(embedding === undefined ? {} : { embedding }),
  };
}
