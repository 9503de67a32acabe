/** Pixels as the canvas gives them: 8-bit sRGB, R G B A, rows from the top, no premultiplication. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Pixels of the frame; centres of pixels at whole numbers. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Left eye, right eye, nose tip, left and right mouth corner, left and right as seen in the picture. */
export type Landmarks = readonly [Point, Point, Point, Point, Point];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Face {
  readonly box: Box;
  readonly points: Landmarks;
  /** 0..1 */
  readonly score: number;
}

/** What is wrong with a view of a face, worst for recognition first. */
export type QualityIssue =
  | 'cut-off'
  | 'small'
  | 'dark'
  | 'bright'
  | 'flat'
  | 'blurred'
  | 'turned'
  | 'nodded'
  | 'tilted';

/** Measures of one face. Limits and how often good pictures fail them: docs/quality.md. */
export interface Quality {
  /** Distance of the eyes in pixels of the frame; a turned head counts by its height instead. */
  readonly size: number;
  /** Gradient energy of the aligned face against its contrast; blur lowers it. */
  readonly sharpness: number;
  /** Mean luma of the face, 0..1. */
  readonly exposure: number;
  /** Standard deviation of the luma of the face, 0..0.5. */
  readonly contrast: number;
  /** Degrees; positive = nose towards the right of the picture. */
  readonly yaw: number;
  /** Degrees; positive = nose down. */
  readonly pitch: number;
  /** Degrees in the picture, clockwise positive: of the whole face, and of the line through the eyes. */
  readonly roll: number;
  readonly eyeTilt: number;
  /** Share of the box that lies outside the frame, 0..1. */
  readonly cutOff: number;
  readonly issues: readonly QualityIssue[];
}

/** What is wanted of a frame beside its faces. */
export interface ObserveOptions {
  /** The foremost face's embedding. */
  readonly embed: boolean;
  /** That of the face's mirror image: another opinion of the net about the same person, whose errors are partly others. */
  readonly mirrored?: boolean;
}

/** What one frame shows. */
export interface Observation {
  readonly width: number;
  readonly height: number;
  /** How many faces were seen. */
  readonly faces: number;
  /** The one that stands before the camera. */
  readonly face?: Face;
  /** Others that do as well. */
  readonly rivals: number;
  readonly quality?: Quality;
  /** Unit length. Stays in memory: never into an event, a log or storage. */
  readonly embedding?: Float32Array;
  readonly timings: { readonly detectMs: number; readonly embedMs: number };
}

export type Execution = 'wasm' | 'webgpu';

/** Plain, and free of anything biometric. */
export interface VisionDiagnostics {
  readonly requested: 'auto' | Execution;
  readonly execution: Execution;
  /** Why WebGPU was asked for and is not used. */
  readonly fallbackReason?: string;
  readonly runtime: string;
  readonly threads: number;
  readonly loadMs: number;
  readonly startMs: number;
}
