/** Lighting of a scene. Angles in degrees: azimuth 0 at the camera, positive to the image's right. */
export interface Lighting {
  /** Direction of the key light. */
  readonly azimuth: number;
  readonly elevation: number;
  /** Share of the key light in all light, 0 (diffuse light only) … 1 (key light only). */
  readonly contrast: number;
  /** Exposure: 1 is correct, 0.3 a dim room, 1.6 overexposed. */
  readonly level: number;
  /** Color temperature of the key light, −1 cold … 1 warm. */
  readonly warmth: number;
}

/** Everything of an image that is not a trait of the person: pose, lighting, camera noise, background. */
export interface View {
  /** Degrees; positive turns the face to the image's right. */
  readonly yaw: number;
  /** Degrees; positive turns the face up. */
  readonly pitch: number;
  /** Degrees; positive tilts the head clockwise in the image. */
  readonly roll: number;
  /** From the camera to the middle of the head, in centimeters; 60 is typical of a laptop. */
  readonly distance: number;
  /** Offset of the head in centimeters, to the image's right and up. */
  readonly x: number;
  readonly y: number;
  /** 0 eyes open … 1 closed. */
  readonly blink: number;
  readonly light: Lighting;
  /** Strength of the sensor noise, 0…1. */
  readonly noise: number;
  /** Seed of the sensor noise, an integer. */
  readonly grain: number;
  /** Seed of the room in the background, an integer. */
  readonly room: number;
}

/** A frontal view in good light. */
export const frontView: View = {
  yaw: 0,
  pitch: 0,
  roll: 0,
  distance: 60,
  x: 0,
  y: 0,
  blink: 0,
  light: { azimuth: 30, elevation: 35, contrast: 0.5, level: 1, warmth: 0.1 },
  noise: 0.25,
  grain: 0,
  room: 0,
};
