/** How a net takes its picture: one tensor `1 × 3 × height × width`, planar, float32. */
export interface NetInput {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: 'bgr' | 'rgb';
  /** Value = (pixel − mean) · scale, pixel 0..255, in the order of `channels`. */
  readonly mean: readonly [number, number, number];
  readonly scale: readonly [number, number, number];
}

/** How a detector's outputs are read; `recognize` is our own, `yunet` that of the OpenCV Zoo. */
export type DetectorDecoder = 'recognize' | 'yunet';

export interface NetFile {
  /** Address, relative to the manifest. */
  readonly file: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** SPDX identifier, or words. */
  readonly licence: string;
}

export interface DetectorModel extends NetFile {
  readonly input: NetInput;
  readonly decoder: DetectorDecoder;
  readonly strides: readonly number[];
  /** 0..1; faces below are dropped. */
  readonly scoreThreshold: number;
  /** 0..1; of two boxes with a larger intersection over union the lower score is dropped. */
  readonly nmsThreshold: number;
}

export type TemplatePoint = readonly [x: number, y: number];

export interface EmbedderModel extends NetFile {
  /** First part of the model id: letters, digits, `.`, `_`, `-`. */
  readonly name: string;
  readonly input: NetInput;
  readonly output: { readonly name: string };
  /**
   * Where the five points lie in the input, in pixels with centres at whole numbers: the eye, then the mouth corner,
   * on the left of the picture first; order eye, eye, nose, mouth, mouth.
   */
  readonly template: readonly [TemplatePoint, TemplatePoint, TemplatePoint, TemplatePoint, TemplatePoint];
  /** Length of the embedding. */
  readonly dimension: number;
  /** Whether the net's output has unit length already; the pipeline's always has. */
  readonly normalised: boolean;
}

/** The operating point of private matching, measured for this embedder. */
export interface MatchingParameters {
  /** Bits; a multiple of 256. */
  readonly n: number;
  /** Largest accepted Hamming distance. */
  readonly tau: number;
  /** Population mean of the embeddings: base64 of `dimension` float32, little-endian. */
  readonly center: string;
  /** Measured rates, 0..1: same person refused; random stranger accepted; best constant string found accepted. */
  readonly frr: number;
  readonly farRandom: number;
  readonly farCrafted: number;
}

/** The fields of a set that hold nets. */
export type NetName = 'detector' | 'embedder';

/** A detector and an embedder that belong together, and what matching needs to know of them. */
export interface ModelSet {
  readonly schema: 1;
  /** Name and version of the set, for people and diagnostics. */
  readonly id: string;
  readonly detector: DetectorModel;
  readonly embedder: EmbedderModel;
  readonly matching: MatchingParameters;
}
