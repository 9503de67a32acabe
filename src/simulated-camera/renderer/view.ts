/** Where the light of a scene comes from. Angles in degrees: azimuth 0 from the camera, positive from the image's right. */
export interface Light {
  readonly azimuth: number;
  readonly elevation: number;
  /** Share of the light that comes from there, 0 (from everywhere) … 1 (from there alone). */
  readonly contrast: number;
  /** Brightness of the picture, 1 = well exposed; 0.3 a dim room, 1.6 over-exposed. */
  readonly level: number;
  /** −1 cold … 1 warm. */
  readonly warmth: number;
}

/** How a person stands before the camera. */
export interface View {
  /** Degrees; positive: the face turns to the image's right. */
  readonly yaw: number;
  /** Degrees; positive: the face looks up. */
  readonly pitch: number;
  /** Degrees; positive: the head leans clockwise in the image. */
  readonly roll: number;
  /** From the camera to the middle of the head, centimeters; 60 is a laptop's. */
  readonly distance: number;
  /** Of the head in the picture, centimeters to the right and up. */
  readonly x: number;
  readonly y: number;
  /** 0 eyes open … 1 closed. */
  readonly blink: number;
  readonly light: Light;
  /** Strength of the sensor's noise, 0…1, and which noise it is (an integer). */
  readonly noise: number;
  readonly grain: number;
  /** Which room is behind (an integer). */
  readonly room: number;
}

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
