/** Pixels as a canvas returns them: 8-bit sRGB, interleaved R G B A, top row first, alpha not premultiplied. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** `width × height × 4` values, 0..255. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Pixel coordinates: x to the right, y down, pixel centers at whole numbers. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The five landmarks of a face: left eye, right eye, nose tip, left and right mouth corner; left and right as seen in the image. */
export type Landmarks = readonly [Point, Point, Point, Point, Point];

/** Bounding box in pixels; x and y are the top left corner. It may extend beyond the frame. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A detected face. */
export interface Face {
  readonly box: Box;
  readonly landmarks: Landmarks;
  /** Confidence of the detector, 0..1. */
  readonly score: number;
}

/** Defects of a face image, in the order of the harm that they do to recognition. `yaw`, `pitch` and `roll` mean: angle too large. */
export type QualityIssue =
  | 'cut-off'
  | 'small'
  | 'dark'
  | 'bright'
  | 'backlit'
  | 'flat'
  | 'noisy'
  | 'blurred'
  | 'covered'
  | 'yaw'
  | 'pitch'
  | 'roll';

/** Measures of one face. Thresholds, and how often good images fail them: docs/quality.md. */
export interface Quality {
  /** Larger of eye distance and eye-to-mouth distance, in pixels of the frame. Yaw shortens only the first. */
  readonly size: number;
  /** Energy of fine details relative to that of details twice as large, without noise; about 0.7, lower for blur. */
  readonly sharpness: number;
  /** Standard deviation of the sensor noise relative to that of the luma of the face. */
  readonly noise: number;
  /** Log odds that something is in front of eyes, nose or mouth. */
  readonly coverage: number;
  /** Mean luma of the face, 0..1. */
  readonly exposure: number;
  /** Standard deviation of the luma of the face, 0..0.5. */
  readonly contrast: number;
  /** Fraction of the pixels around the face that are almost white, 0..1. */
  readonly glare: number;
  /** Degrees; positive: nose toward the right of the image. */
  readonly yaw: number;
  /** Degrees; positive: nose down. */
  readonly pitch: number;
  /** Degrees in the image plane, clockwise positive; of the whole face. */
  readonly roll: number;
  /** Degrees, clockwise positive; of the line through the eyes alone. */
  readonly eyeLineRoll: number;
  /** Fraction of the box area outside the frame, 0..1. */
  readonly cutOff: number;
  readonly issues: readonly QualityIssue[];
}

/** Clockwise turns by 90°. */
export type QuarterTurns = 0 | 1 | 2 | 3;

export interface ObserveOptions {
  /** Whether to compute the embedding of the primary face. */
  readonly embed: boolean;
  /** Embed the mirror image of the face instead. Its errors are partly independent of the upright image's, so averaging both helps. */
  readonly mirrored?: boolean;
  /** Whether the largest face is the primary one, wherever it is: for a picture that no one has framed. */
  readonly largest?: boolean;
  /**
   * How the picture is turned before it is observed; `upright`: as its face says, for a photo that may lie on its side. Coordinates and
   * sizes are those of the turned picture.
   */
  readonly quarterTurns?: QuarterTurns | 'upright';
  /** Whether to measure the picture as a whole, and to look for a face that the detector misses. */
  readonly picture?: boolean;
  /** What the liveness check needs of this frame; without it nothing is measured for liveness. */
  readonly liveness?: LivenessOptions;
}

/** Properties of the whole picture, for hints where no face is found. */
export interface PictureMeasures {
  /** Mean luma, 0..1. */
  readonly luma: number;
  /** Standard deviation of the luma of large areas, 0..0.5; almost 0 for a picture of one color. */
  readonly variation: number;
  /** Whether the picture equals the one before. */
  readonly unchanged: boolean;
  /** A face that was found elsewhere: a distant one, or a better one in the picture turned by 90° or 180°. */
  readonly missed?: 'distant' | 'turned' | undefined;
}

/** What to measure for liveness in one frame. */
export interface LivenessOptions {
  /**
   * `set`: the face of this frame becomes the frontal reference. `compare`: the face is compared with the reference (`Planarity`); without a
   * reference nothing is compared.
   */
  readonly reference?: 'set' | 'compare';
  /** Whether to run the passive net, if the model set has one. */
  readonly passive?: boolean;
}

/** How far a face differs from a flat picture that shows the reference in another position. It stays in the memory of the page. */
export interface Planarity {
  /**
   * 1 − zero-mean normalized cross-correlation of the reference and this face under the best homography, 0..2. A flat picture leaves almost
   * nothing; a head leaves the nose, the far cheek and what was hidden.
   */
  readonly residual: number;
  /** Distance of the nose tip from where the homography through eyes and mouth corners puts it, in eye distances of the reference. */
  readonly noseResidual: number;
}

/** Properties of the pixels of one frame that cameras and fed pictures do not share. */
export interface FrameSignals {
  /** Whether the frame equals an earlier frame of this capture bit for bit. */
  readonly repeated: boolean;
  /**
   * Mean absolute difference to the frame before in the stillest regions, in levels of 0..255: sensor noise. `undefined` for the first
   * frame of a capture, after a change of size, or when no region can be measured.
   */
  readonly noise?: number;
}

/** What was measured for liveness in one frame. Numbers for the decision in the page; they never leave it. */
export interface LivenessMeasures {
  readonly signals: FrameSignals;
  /** Set if the comparison was requested and there are a reference and a face. */
  readonly planarity?: Planarity;
  /** Output of the passive net, 0..1; 1 is live. Set if it was requested and there are a net and a face. */
  readonly live?: number;
}

/** Result of one frame; coordinates are pixels of the frame after `downscale` and `quarterTurns`. */
export interface Observation {
  readonly width: number;
  readonly height: number;
  /** How the frame was turned. */
  readonly quarterTurns: QuarterTurns;
  /** Number of detected faces. */
  readonly faces: number;
  /** The primary face, landmarks refined. */
  readonly face?: Face;
  /** Number of other faces about as prominent as the primary face. */
  readonly otherFaces: number;
  readonly quality?: Quality;
  /** Unit vector. Biometric: keep it in memory, never put it into an event, a log or storage. */
  readonly embedding?: Float32Array;
  /** Set exactly if `ObserveOptions.picture` is. */
  readonly picture?: PictureMeasures;
  /** Set exactly if `ObserveOptions.liveness` is. */
  readonly liveness?: LivenessMeasures;
  readonly timings: { readonly detectMs: number; readonly embedMs: number; readonly livenessMs: number };
}

/** Where the nets run. */
export type Execution = 'wasm' | 'webgpu';

/** Facts about the loaded vision for logs and support; no biometric data. */
export interface VisionDiagnostics {
  readonly requested: 'auto' | Execution;
  readonly execution: Execution;
  /** Why WebGPU was requested but is not used. */
  readonly fallbackReason?: string;
  /** Name and version of the runtime. */
  readonly runtime: string;
  readonly threads: number;
  /** Milliseconds spent downloading. */
  readonly loadMs: number;
  /** Milliseconds spent opening and self-testing the nets. */
  readonly startMs: number;
}

export interface VisionOptions {
  /** URL of the folder with workers, wasm and models; ends with a slash. Relative URLs resolve against the document. */
  readonly assetsBase: string | URL;
  /** URL of another manifest; default `models/manifest.json` under `assetsBase`. */
  readonly manifestUrl?: string | URL;
  /** Default `auto`, which is `wasm`. */
  readonly execution?: 'auto' | Execution;
  /** Downloaded bytes of models and runtime. `total` comes from the manifest and is corrected once the runtime's length is known. */
  readonly onProgress?: (progress: { readonly loaded: number; readonly total: number }) => void;
  /** Aborts loading. An open vision is ended by `close`. */
  readonly signal?: AbortSignal;
}
