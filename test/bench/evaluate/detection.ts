import type { NodeVision } from '../../../src/vision/node.ts';
import { overlap } from '../../../src/vision/pipeline/nms.ts';
import type { Face, Frame, Landmarks } from '../../../src/vision/types.ts';
import type { Vectors } from '../accuracy/embeddings.ts';
import { binAt, cosineHistograms, ratesAt } from '../accuracy/rates.ts';
import { type Picture, pictures } from './pictures.ts';
import { SAME, steadyFaces } from './steady.ts';

/** A face of the reference counts as truth from this score on. */
export const CERTAIN = 0.7;
/** Of two boxes' intersection over union: a false face has less with any. */
const APART = 0.2;
/** Faces that the net has to find: side of a square of the box's area, in pixels of its input. */
const LARGE = 48;

export interface Detection {
  /** Share of the reference's faces of at least 48 px at the net's input that were found. */
  readonly recall: number;
  readonly faces: number;
  /** The same with the smaller ones. */
  readonly recallAll: number;
  readonly facesAll: number;
  /** Faces that the reference does not see even faintly, per 100 pictures. */
  readonly falsePer100: number;
  readonly pictures: number;
  /** Median over faces of the mean error of the five points, in distances of the eyes. */
  readonly nme: number;
  /** The same against the reference's mean over nine looks (steady.ts) instead of its first one. */
  readonly steady: { readonly recall: number; readonly faces: number; readonly nme: number };
}

interface Counted {
  readonly large: boolean;
  /** Of the points; none where the face was not found. */
  readonly error?: number;
}

/** Counts over some pictures, to be added up. */
export interface Tally {
  readonly pictures: number;
  readonly wrong: number;
  readonly faces: readonly Counted[];
  readonly steady: readonly Counted[];
}

/** Holds a detector against a reference (YuNet) on whole pictures. */
export async function tallyDetection(
  ours: NodeVision,
  reference: NodeVision,
  source: AsyncIterable<Picture>,
): Promise<Tally> {
  const [faces, steady]: [Counted[], Counted[]] = [[], []];
  let [count, wrong] = [0, 0];
  for await (const { frame } of source) {
    const [expected, actual] = [await reference.detect(frame), await ours.detect(frame)];
    const held = async (truth: readonly Face[], counted: Counted[]) => {
      for (const face of truth)
        if (face.score >= CERTAIN) counted.push(await compared(ours, frame, actual, face));
    };
    await held(expected, faces);
    await held(await steadyFaces(reference, frame), steady);
    wrong += actual.filter((face) => expected.every((other) => overlap(face.box, other.box) < APART)).length;
    count++;
  }
  return { pictures: count, wrong, faces, steady };
}

/** Whether a face of the truth is among those found, and how well its points are. */
async function compared(
  ours: NodeVision,
  frame: Frame,
  actual: readonly Face[],
  face: Face,
): Promise<Counted> {
  const scale = ours.modelSet.detector.input.width / Math.max(frame.width, frame.height);
  const large = Math.sqrt(face.box.width * face.box.height) * scale >= LARGE;
  const match = actual.find((other) => overlap(face.box, other.box) >= SAME);
  if (match === undefined) return { large };
  return { large, error: pointError((await ours.locate(frame, match)).points, face.points) };
}

export function figures(tallies: readonly Tally[]): Detection {
  const faces = tallies.flatMap((tally) => tally.faces);
  const steady = tallies.flatMap((tally) => tally.steady);
  const large = (of: readonly Counted[]) => of.filter((face) => face.large);
  const found = (of: readonly Counted[]) => of.filter(({ error }) => error !== undefined).length / of.length;
  const nme = (of: readonly Counted[]) =>
    median(of.flatMap(({ error }) => (error === undefined ? [] : [error])));
  const total = (key: 'pictures' | 'wrong') => tallies.reduce((sum, tally) => sum + tally[key], 0);
  return {
    recall: found(large(faces)),
    faces: large(faces).length,
    recallAll: found(faces),
    facesAll: faces.length,
    falsePer100: (100 * total('wrong')) / total('pictures'),
    pictures: total('pictures'),
    nme: nme(faces),
    steady: { recall: found(large(steady)), faces: large(steady).length, nme: nme(steady) },
  };
}

/** TAR at FAR 1e-3 over all pairs of the unaligned LFW pictures: detected by `detector`, embedded by `embedder`. */
export async function measureEndToEnd(
  detector: NodeVision,
  embedder: NodeVision,
  data: string,
): Promise<number> {
  const [names, rows]: [string[], Float32Array[]] = [[], []];
  for await (const { name, frame } of pictures(data, 'lfw_raw250_fold1.tar.gz')) {
    const face = nearestToMiddle(await detector.detect(frame), frame.width / 2, frame.height / 2);
    names.push(name.replace(/_\d+\.jpg$/, '/$&'));
    // Who is not found is like nobody.
    const nobody = new Float32Array(embedder.modelSet.embedder.dimension);
    rows.push(face ? await embedder.embed(frame, (await detector.locate(frame, face)).points) : nobody);
  }
  const d = rows[0]!.length;
  const vectors: Vectors = {
    d,
    count: rows.length,
    data: Float32Array.from(rows.flatMap((row) => [...row])),
  };
  const histograms = cosineHistograms(names, vectors);
  return ratesAt(histograms, binAt(histograms, 1e-3)).tar;
}

/** LFW's person stands in the middle of the picture, whoever else is in it. */
export function nearestToMiddle(faces: readonly Face[], x: number, y: number): Face | undefined {
  const away = ({ box }: Face) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
  return [...faces].sort((a, b) => away(a) - away(b))[0];
}

function pointError(points: Landmarks, truth: Landmarks): number {
  const eyes = Math.hypot(truth[1].x - truth[0].x, truth[1].y - truth[0].y);
  const sum = points.reduce((total, p, i) => total + Math.hypot(p.x - truth[i]!.x, p.y - truth[i]!.y), 0);
  return sum / 5 / Math.max(eyes, 1);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
