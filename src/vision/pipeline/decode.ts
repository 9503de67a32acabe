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
 * Decodes every grid cell whose score reaches the threshold, in pixels of the detector's input; overlapping faces are not merged yet.
 *
 * Both decoders give the box center relative to the cell in strides, and the logarithm of the sides in strides (Wu et al., "YuNet", 2023).
 * Ours gives one probability; YuNet gives two, whose geometric mean is the score.
 */
export function decodeFaces(detector: DetectorModel, outputs: Outputs): Face[] {
  const faces: Face[] = [];
  for (const stride of detector.strides) {
    const columns = detector.input.width / stride;
    const cellCount = columns * (detector.input.height / stride);
    const grid = detector.decoder === 'yunet' ? yunetGrid(outputs, stride) : recognizeGrid(outputs, stride);
    for (let cell = 0; cell < cellCount; cell++) {
      const score = grid.score(cell);
      // A NaN score fails this comparison, too.
      if (!(score >= detector.scoreThreshold)) continue;
      faces.push(decodeCell(grid, cell, cell % columns, Math.floor(cell / columns), stride, score));
    }
  }
  return faces;
}

/** The outputs of one stride: 4 box values and 10 landmark values for each cell, row by row. */
interface Grid {
  readonly score: (cell: number) => number;
  readonly boxes: Float32Array;
  readonly landmarks: Float32Array;
}

function recognizeGrid(outputs: Outputs, stride: number): Grid {
  const scores = outputs[`score_${stride}`]!.data;
  return {
    score: (cell) => scores[cell]!,
    boxes: outputs[`box_${stride}`]!.data,
    landmarks: outputs[`points_${stride}`]!.data,
  };
}

function yunetGrid(outputs: Outputs, stride: number): Grid {
  const classes = outputs[`cls_${stride}`]!.data;
  const objects = outputs[`obj_${stride}`]!.data;
  return {
    score: (cell) => Math.sqrt(clamp01(classes[cell]!) * clamp01(objects[cell]!)),
    boxes: outputs[`bbox_${stride}`]!.data,
    landmarks: outputs[`kps_${stride}`]!.data,
  };
}

function decodeCell(
  { boxes, landmarks }: Grid,
  cell: number,
  column: number,
  row: number,
  stride: number,
  score: number,
): Face {
  const b = 4 * cell;
  const width = Math.exp(boxes[b + 2]!) * stride;
  const height = Math.exp(boxes[b + 3]!) * stride;
  const x = (column + boxes[b]!) * stride - width / 2;
  const y = (row + boxes[b + 1]!) * stride - height / 2;
  const landmark = (i: number): Point => ({
    x: (column + landmarks[10 * cell + 2 * i]!) * stride,
    y: (row + landmarks[10 * cell + 2 * i + 1]!) * stride,
  });
  const decoded: Landmarks = [landmark(0), landmark(1), landmark(2), landmark(3), landmark(4)];
  return { box: { x, y, width, height }, landmarks: decoded, score: Math.min(1, score) };
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
