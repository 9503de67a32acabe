import type { DetectorModel } from '../../manifest/types.ts';
import type { Face, Landmarks, Point } from '../types.ts';
import type { NetOutput } from './session.ts';

/** Names of a decoder's outputs at one stride, with their last dimension. */
export const outputsOf = {
  recognize: (stride: number) => ({ [`score_${stride}`]: 1, [`box_${stride}`]: 4, [`points_${stride}`]: 10 }),
  yunet: (stride: number) => ({
    [`cls_${stride}`]: 1,
    [`obj_${stride}`]: 1,
    [`bbox_${stride}`]: 4,
    [`kps_${stride}`]: 10,
  }),
} as const satisfies Record<DetectorModel['decoder'], (stride: number) => Record<string, number>>;

type Outputs = Readonly<Record<string, NetOutput>>;

/**
 * Every cell above the score threshold as a face, in pixels of the net's input.
 *
 * Both decoders place a box by its centre within the cell's grid and the logarithm of its sides, in strides
 * (Wu et al., "YuNet", 2023); ours gives one probability, YuNet the two factors of one.
 */
export function decodeFaces(detector: DetectorModel, outputs: Outputs): Face[] {
  const faces: Face[] = [];
  for (const stride of detector.strides) {
    const columns = detector.input.width / stride;
    const cells = columns * (detector.input.height / stride);
    const read = detector.decoder === 'yunet' ? yunetCells(outputs, stride) : recognizeCells(outputs, stride);
    for (let cell = 0; cell < cells; cell++) {
      const score = read.score(cell);
      if (!(score >= detector.scoreThreshold)) continue;
      faces.push(readFace(read, cell, cell % columns, Math.floor(cell / columns), stride, score));
    }
  }
  return faces;
}

interface Cells {
  readonly score: (cell: number) => number;
  readonly box: Float32Array;
  readonly points: Float32Array;
}

function recognizeCells(outputs: Outputs, stride: number): Cells {
  const scores = outputs[`score_${stride}`]!.data;
  return {
    score: (cell) => scores[cell]!,
    box: outputs[`box_${stride}`]!.data,
    points: outputs[`points_${stride}`]!.data,
  };
}

function yunetCells(outputs: Outputs, stride: number): Cells {
  const cls = outputs[`cls_${stride}`]!.data;
  const obj = outputs[`obj_${stride}`]!.data;
  return {
    score: (cell) => Math.sqrt(clamp01(cls[cell]!) * clamp01(obj[cell]!)),
    box: outputs[`bbox_${stride}`]!.data,
    points: outputs[`kps_${stride}`]!.data,
  };
}

function readFace(
  cells: Cells,
  cell: number,
  column: number,
  row: number,
  stride: number,
  score: number,
): Face {
  const { box, points } = cells;
  const b = 4 * cell;
  const width = Math.exp(box[b + 2]!) * stride;
  const height = Math.exp(box[b + 3]!) * stride;
  const x = (column + box[b]!) * stride - width / 2;
  const y = (row + box[b + 1]!) * stride - height / 2;
  const point = (i: number): Point => ({
    x: (column + points[10 * cell + 2 * i]!) * stride,
    y: (row + points[10 * cell + 2 * i + 1]!) * stride,
  });
  const five: Landmarks = [point(0), point(1), point(2), point(3), point(4)];
  return { box: { x, y, width, height }, points: five, score: Math.min(1, score) };
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
