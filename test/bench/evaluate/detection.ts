import type { NodeVision } from '../../../src/vision/node.ts';
import type { Face, FacePoints } from '../../../src/vision/types.ts';
import type { Vectors } from '../accuracy/embeddings.ts';
import { binAt, cosineHistograms, ratesAt } from '../accuracy/rates.ts';
import { pictures } from './pictures.ts';

/** A face of the reference counts as truth from this score on. */
const CERTAIN = 0.7;
/** Two boxes show the same face from this intersection over union on. */
const SAME = 0.4;

export interface Detection {
  /** Share of the reference's faces that were found. */
  readonly recall: number;
  /** Faces that the reference does not see even faintly, per 100 pictures. */
  readonly falsePer100: number;
  /** Median over faces of the mean error of the five points, in distances of the eyes. */
  readonly nme: number;
  readonly pictures: number;
  readonly faces: number;
}

/** Holds a detector against a reference (YuNet) on whole pictures. */
export async function measureDetection(
  ours: NodeVision,
  reference: NodeVision,
  data: string,
  archives: readonly string[],
): Promise<Detection> {
  const errors: number[] = [];
  let [seen, truth, found, wrong] = [0, 0, 0, 0];
  for (const archive of archives) {
    for await (const { frame } of pictures(data, archive)) {
      const [expected, actual] = [await reference.detect(frame), await ours.detect(frame)];
      seen++;
      for (const face of expected.filter(({ score }) => score >= CERTAIN)) {
        const match = actual.find((other) => overlap(face, other) >= SAME);
        truth++;
        if (match === undefined) continue;
        found++;
        errors.push(pointError(match.points, face.points));
      }
      wrong += actual.filter((face) => !expected.some((other) => overlap(face, other) >= 0.2)).length;
    }
  }
  return {
    recall: found / truth,
    falsePer100: (100 * wrong) / seen,
    nme: median(errors),
    pictures: seen,
    faces: truth,
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
    if (face === undefined) continue;
    names.push(name.split('/').slice(-2).join('/'));
    rows.push(await embedder.embed(frame, face.points));
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
function nearestToMiddle(faces: readonly Face[], x: number, y: number): Face | undefined {
  const away = ({ box }: Face) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
  return [...faces].sort((a, b) => away(a) - away(b))[0];
}

function overlap({ box: a }: Face, { box: b }: Face): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(0, width) * Math.max(0, height);
  return both / (a.width * a.height + b.width * b.height - both);
}

function pointError(points: FacePoints, truth: FacePoints): number {
  const eyes = Math.hypot(truth[1].x - truth[0].x, truth[1].y - truth[0].y);
  const sum = points.reduce((total, p, i) => total + Math.hypot(p.x - truth[i]!.x, p.y - truth[i]!.y), 0);
  return sum / 5 / Math.max(eyes, 1);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
