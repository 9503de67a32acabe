/** How a run checks that a living person is in front of the camera, from weak to strong. */
export const livenessLevels = ['off', 'passive', 'active'] as const;

export type LivenessLevel = (typeof livenessLevels)[number];

/** Whether a level checks at least as much as another one. */
export const isAtLeast = (level: LivenessLevel, minimum: LivenessLevel): boolean =>
  livenessLevels.indexOf(level) >= livenessLevels.indexOf(minimum);

/**
 * A movement that a challenge asks for. Left and right are those of the person: `left` turns the face to the right of the camera's image
 * and to the left of a mirrored preview.
 */
export const movements = ['left', 'right', 'up', 'down', 'closer'] as const;

export type Movement = (typeof movements)[number];

/** Number of movements of one challenge; all are different. */
export const CHALLENGE_LENGTH = 3;

/** What this browser noticed about the camera during a capture. Signals for the host, which never decide a run. */
export interface CaptureFlags {
  /** The label of the camera is one of known virtual cameras. */
  readonly virtualCamera: boolean;
  /** Frames repeated bit for bit. */
  readonly repeatedFrames: boolean;
  /** Still regions of the picture had no noise. */
  readonly noSensorNoise: boolean;
  /** The intervals between frames did not vary. */
  readonly constantIntervals: boolean;
  /** Another camera delivered the frames after the capture had started. */
  readonly cameraChanged: boolean;
}
