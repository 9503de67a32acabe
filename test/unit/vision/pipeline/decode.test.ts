import { describe, expect, it } from 'vitest';
import type { DetectorModel } from '../../../../src/manifest/types.ts';
import { decodeFaces, outputsOf } from '../../../../src/vision/pipeline/decode.ts';
import type { NetOutput } from '../../../../src/vision/pipeline/session.ts';
import type { Face } from '../../../../src/vision/types.ts';

function detector(decoder: DetectorModel['decoder']): DetectorModel {
  const input = {
    name: 'input',
    width: 64,
    height: 32,
    channels: 'rgb',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
  } as const;
  const file = { file: 'a.onnx', sha256: '', bytes: 1, license: 'none' };
  return { ...file, input, decoder, strides: [8, 16], scoreThreshold: 0.5, nmsThreshold: 0.4 };
}

/** Outputs that are zero except in one cell of stride 16: column 2, row 1. */
function outputs(model: DetectorModel, cell: Record<string, readonly number[]>): Record<string, NetOutput> {
  const all: Record<string, NetOutput> = {};
  for (const stride of model.strides) {
    const cells = (64 / stride) * (32 / stride);
    for (const [name, depth] of Object.entries(outputsOf[model.decoder](stride))) {
      const data = new Float32Array(cells * depth);
      if (stride === 16 && cell[name]) data.set(cell[name], (1 * 4 + 2) * depth);
      all[name] = { data, dims: [1, cells, depth] };
    }
  }
  return all;
}

const box = [0.5, 0.25, Math.log(2), Math.log(3)];
const landmarks = [0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1];
/** Center ((2 + .5)·16, (1 + .25)·16), sides 2·16 and 3·16. */
const expectedBox = { x: 40 - 16, y: 20 - 24, width: 32, height: 48 };
const expectedLandmarks = [
  { x: 32, y: 16 },
  { x: 48, y: 16 },
  { x: 40, y: 24 },
  { x: 32, y: 32 },
  { x: 48, y: 32 },
];

function expectFace(faces: readonly Face[], score: number): void {
  expect(faces).toHaveLength(1);
  const face = faces[0]!;
  expect(face.score).toBeCloseTo(score, 6);
  for (const key of ['x', 'y', 'width', 'height'] as const)
    expect(face.box[key]).toBeCloseTo(expectedBox[key], 4);
  expect(face.landmarks).toEqual(expectedLandmarks);
}

describe('decodeFaces', () => {
  it('returns the face in the outputs of the shipped detector', () => {
    const model = detector('recognize');
    const cell = { score_16: [0.75], box_16: box, points_16: landmarks };
    expectFace(decodeFaces(model, outputs(model, cell)), 0.75);
  });

  it('returns for YuNet the geometric mean of class and object score, each clamped to 0..1', () => {
    const model = detector('yunet');
    const cell = (cls: number, obj: number) =>
      outputs(model, { cls_16: [cls], obj_16: [obj], bbox_16: box, kps_16: landmarks });
    expectFace(decodeFaces(model, cell(0.5, 0.98)), 0.7);
    expectFace(decodeFaces(model, cell(1.02, 1.5)), 1);
    expect(decodeFaces(model, cell(0.9, -0.2))).toEqual([]);
  });

  it('drops scores below the threshold and NaN', () => {
    const model = detector('recognize');
    for (const score of [0.49, Number.NaN]) {
      expect(decodeFaces(model, outputs(model, { score_16: [score] }))).toEqual([]);
    }
  });
});
