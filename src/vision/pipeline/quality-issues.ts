import type { Quality, QualityIssue } from '../types.ts';

/** A face beyond one of these has the quality issue of the comment. How often good and bad images fail each: docs/quality.md. */
export const QUALITY_THRESHOLDS = {
  /** `cut-off`: fraction of the box outside the frame. */
  maxCutOff: 0.2,
  /** `small`: pixels of the frame. */
  minSize: 30,
  /** `dark`: standard deviation of the luma, 0..0.5. Not its mean, which depends on the skin. */
  minContrast: 0.015,
  /** `bright`: mean luma, 0..1. */
  maxExposure: 0.87,
  /**
   * `backlit`: part of the surroundings that is almost white, from which a window or lamp behind the face is possible; with it, a face of
   * at most this mean luma whose deviation divided by it is small, because light scatters in the lens, or a face that is very dark.
   */
  minGlare: 0.08,
  maxBacklitExposure: 0.5,
  minContrastAgainstGlare: 0.25,
  minExposureAgainstGlare: 0.22,
  /** `flat`: standard deviation of the luma divided by its mean. Independent of the amount of light. */
  minRelativeContrast: 0.12,
  /** A mean luma above this counts as this, because bright skin varies less. */
  maxReferenceExposure: 0.5,
  /** `noisy`: standard deviation of the noise divided by that of the luma. */
  maxNoise: 0.21,
  /**
   * `blurred`: fine details divided by coarse ones. More of them are demanded of a picture with less noise (`noise`) than sensors have:
   * what removed it blurred the face, too.
   */
  minSharpness: 0.42,
  minSharpnessWithoutNoise: 0.55,
  minSensorNoise: 0.009,
  /** `covered`: log odds. */
  maxCoverage: 0.4,
  /** `yaw`, `pitch`, `roll`: degrees to either side; roll also holds for the line through the eyes. */
  maxYaw: 35,
  maxPitch: 30,
  maxRoll: 25,
} as const;

function isBacklit({ glare, exposure, contrast }: Omit<Quality, 'issues'>): boolean {
  const limit = QUALITY_THRESHOLDS;
  if (glare < limit.minGlare || exposure > limit.maxBacklitExposure) return false;
  return exposure < limit.minExposureAgainstGlare || contrast < limit.minContrastAgainstGlare * exposure;
}

/** The thresholds that the measures miss, in the order of the harm that they do to recognition. */
export function issuesOf(q: Omit<Quality, 'issues'>): QualityIssue[] {
  const limit = QUALITY_THRESHOLDS;
  const failed: Record<QualityIssue, boolean> = {
    'cut-off': q.cutOff > limit.maxCutOff,
    small: q.size < limit.minSize,
    dark: q.contrast < limit.minContrast,
    bright: q.exposure > limit.maxExposure,
    backlit: isBacklit(q),
    flat: q.contrast < limit.minRelativeContrast * Math.min(q.exposure, limit.maxReferenceExposure),
    noisy: q.noise > limit.maxNoise,
    blurred:
      q.sharpness < (q.noise < limit.minSensorNoise ? limit.minSharpnessWithoutNoise : limit.minSharpness),
    covered: q.coverage > limit.maxCoverage,
    yaw: Math.abs(q.yaw) > limit.maxYaw,
    pitch: Math.abs(q.pitch) > limit.maxPitch,
    roll: Math.max(Math.abs(q.roll), Math.abs(q.eyeLineRoll)) > limit.maxRoll,
  };
  return (Object.keys(failed) as QualityIssue[]).filter((issue) => failed[issue]);
}
