import type { NodeVision } from '../../../src/vision/node.ts';
import { iou } from '../../../src/vision/pipeline/nms.ts';
import type { Face, Frame, Landmarks } from '../../../src/vision/types.ts';
import type { Vectors } from '../accuracy/embeddings.ts';
import { binAtFmr, cosineHistograms, ratesAt } from '../accuracy/rates.ts';
import { median } from '../median.ts';
import { averagedDetections, SAME_FACE_IOU } from './averaged-detections.ts';
import { type Picture, pictures } from './pictures.ts';

/** Faces of the reference count as ground truth from this score on. */
const MIN_TRUTH_SCORE = 0.7;
/** A detection is false if its IoU with every face of the reference, whatever its score, is lower. */
const FALSE_FACE_IOU = 0.2;
/** A face is large if the square root of its box area is at least this many pixels at the net's input. */
const LARGE_FACE_PIXELS = 48;

/** Figures of a detector against a reference. */
export interface Detection {
  /** Fraction of the large reference faces that were found, and their number. */
  readonly recall: number;
  readonly faces: number;
  /** The same for all reference faces. */
  readonly recallAll: number;
  readonly facesAll: number;
  /** Detections per 100 pictures without any face of the reference. */
  readonly falsePer100: number;
  readonly pictures: number;
  /** Normalized mean error: median over faces of the mean landmark error, in eye distances. */
  readonly nme: number;
  /** The same figures with the mean of nine reference detections as ground truth (averaged-detections.ts). */
  readonly averaged: { readonly recall: number; readonly faces: number; readonly nme: number };
}

interface TruthFace {
  readonly isLarge: boolean;
  /** Landmark error in eye distances; absent if the face was not found. */
  readonly error?: number;
}

/** Counts over some pictures, which can be added. */
export interface Tally {
  readonly pictures: number;
  readonly falseFaces: number;
  readonly faces: readonly TruthFace[];
  readonly averaged: readonly TruthFace[];
}

/** Compares a detector with a reference (YuNet) on whole pictures. */
export async function tallyDetection(
  ours: NodeVision,
  reference: NodeVision,
  source: AsyncIterable<Picture>,
): Promise<Tally> {
  const [faces, averaged]: [TruthFace[], TruthFace[]] = [[], []];
  let [count, falseFaces] = [0, 0];
  for await (const { frame } of source) {
    const [truth, detected] = [await reference.detect(frame), await ours.detect(frame)];
    for (const face of truth.filter(isCertain)) faces.push(await compare(ours, frame, detected, face));
    for (const face of (await averagedDetections(reference, frame)).filter(isCertain))
      averaged.push(await compare(ours, frame, detected, face));
    const isFalse = (face: Face) => truth.every((other) => iou(face.box, other.box) < FALSE_FACE_IOU);
    falseFaces += detected.filter(isFalse).length;
    count++;
  }
  return { pictures: count, falseFaces, faces, averaged };
}

export const isCertain = ({ score }: Face): boolean => score >= MIN_TRUTH_SCORE;

/** Looks for a face of the ground truth among the detected ones and measures its refined landmarks. */
async function compare(
  ours: NodeVision,
  frame: Frame,
  detected: readonly Face[],
  truth: Face,
): Promise<TruthFace> {
  const scale = ours.modelSet.detector.input.width / Math.max(frame.width, frame.height);
  const isLarge = Math.sqrt(truth.box.width * truth.box.height) * scale >= LARGE_FACE_PIXELS;
  const match = detected.find((other) => iou(truth.box, other.box) >= SAME_FACE_IOU);
  if (match === undefined) return { isLarge };
  const { landmarks } = await ours.refineLandmarks(frame, match);
  return { isLarge, error: landmarkError(landmarks, truth.landmarks) };
}

export function detectionFigures(tallies: readonly Tally[]): Detection {
  const faces = tallies.flatMap((tally) => tally.faces);
  const averaged = tallies.flatMap((tally) => tally.averaged);
  const large = (truth: readonly TruthFace[]) => truth.filter(({ isLarge }) => isLarge);
  const recall = (truth: readonly TruthFace[]) =>
    truth.filter(({ error }) => error !== undefined).length / truth.length;
  const nme = (truth: readonly TruthFace[]) =>
    median(truth.flatMap(({ error }) => (error === undefined ? [] : [error])));
  const total = (key: 'pictures' | 'falseFaces') => tallies.reduce((sum, tally) => sum + tally[key], 0);
  return {
    recall: recall(large(faces)),
    faces: large(faces).length,
    recallAll: recall(faces),
    facesAll: faces.length,
    falsePer100: (100 * total('falseFaces')) / total('pictures'),
    pictures: total('pictures'),
    nme: nme(faces),
    averaged: { recall: recall(large(averaged)), faces: large(averaged).length, nme: nme(averaged) },
  };
}

/** True match rate at FMR 1e-3 over all pairs of the unaligned LFW pictures, with the detector of one set and the embedder of another. */
export async function measureEndToEnd(
  detector: NodeVision,
  embedder: NodeVision,
  data: string,
): Promise<number> {
  const [names, rows]: [string[], Float32Array[]] = [[], []];
  for await (const { name, frame } of pictures(data, 'lfw_raw250_fold1.tar.gz')) {
    const face = centralFace(await detector.detect(frame), frame);
    names.push(name.replace(/_\d+\.jpg$/, '/$&'));
    // A picture without a detected face matches no other picture.
    const zeros = new Float32Array(embedder.modelSet.embedder.dimension);
    if (face === undefined) rows.push(zeros);
    else rows.push(await embedder.embed(frame, (await detector.refineLandmarks(frame, face)).landmarks));
  }
  const vectors: Vectors = {
    d: embedder.modelSet.embedder.dimension,
    count: rows.length,
    data: Float32Array.from(rows.flatMap((row) => [...row])),
  };
  const histograms = cosineHistograms(names, vectors);
  return ratesAt(histograms, binAtFmr(histograms, 1e-3)).tmr;
}

/** The face nearest to the middle: in LFW, that of the named person. */
export function centralFace(faces: readonly Face[], { width, height }: Frame): Face | undefined {
  const offCenter = ({ box }: Face) =>
    Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
  return [...faces].sort((a, b) => offCenter(a) - offCenter(b))[0];
}

/** Mean distance of the landmarks in eye distances of the truth. */
function landmarkError(landmarks: Landmarks, truth: Landmarks): number {
  const eyeDistance = Math.hypot(truth[1].x - truth[0].x, truth[1].y - truth[0].y);
  const errors = landmarks.map((p, i) => Math.hypot(p.x - truth[i]!.x, p.y - truth[i]!.y));
  return errors.reduce((sum, error) => sum + error, 0) / 5 / Math.max(eyeDistance, 1);
}
