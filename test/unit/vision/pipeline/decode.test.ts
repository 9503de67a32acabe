import { describe, expect, it } from 'vitest';
import type { DetectorModel } from '../../../src/manifest/types.ts';
import { decodeFaces, outputsOf } from '../../../src/vision/pipeline/decode.ts';
import { normalise } from '../../../src/vision/pipeline/embed.ts';
import { blend, heapsOf, overlap } from '../../../src/vision/pipeline/nms.ts';
import type { NetOutput } from '../../../src/vision/pipeline/session.ts';
import type { Face } from '../../../src/vision/types.ts';

function detector(decoder: DetectorModel['decoder']): DetectorModel {
  const input = {
    name: 'input',
    width: 64,
    height: 32,
    channels: 'rgb',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
  } as const;
  const file = { file: 'a.onnx', sha256: '', bytes: 1, licence: 'none' };
  return { ...file, input, decoder, strides: [8, 16], scoreThreshold: 0.5, nmsThreshold: 0.4 };
}

/** All zero, but for one cell of stride 16: column 2, row 1. */
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
const points = [0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1];
/** Centre ((2 + .5)·16, (1 + .25)·16), sides 2·16 and 3·16. */
const expectedBox = { x: 40 - 16, y: 20 - 24, width: 32, height: 48 };
const expectedPoints = [
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
  expect(face.points).toEqual(expectedPoints);
}

describe('decode', () => {
  it('reads our own detector', () => {
    const model = detector('recognize');
    expectFace(
      decodeFaces(model, outputs(model, { score_16: [0.75], box_16: box, points_16: points })),
      0.75,
    );
  });

  it('reads YuNet: the score is the root of class times object, each within 0..1', () => {
    const model = detector('yunet');
    const cell = (cls: number, obj: number) =>
      outputs(model, { cls_16: [cls], obj_16: [obj], bbox_16: box, kps_16: points });
    expectFace(decodeFaces(model, cell(0.5, 0.98)), 0.7);
    expectFace(decodeFaces(model, cell(1.02, 1.5)), 1);
    expect(decodeFaces(model, cell(0.9, -0.2))).toEqual([]);
  });

  it('drops what is below the threshold, and what is no number', () => {
    const model = detector('recognize');
    for (const score of [0.49, Number.NaN]) {
      expect(decodeFaces(model, outputs(model, { score_16: [score] }))).toEqual([]);
    }
  });
});

describe('suppression', () => {
  const face = (x: number, score: number, side = 10): Face => ({
    box: { x, y: 0, width: side, height: side },
    points: expectedPoints as unknown as Face['points'],
    score,
  });

  it('measures overlap', () => {
    expect(overlap(face(0, 1).box, face(0, 1).box)).toBe(1);
    expect(overlap(face(0, 1).box, face(5, 1).box)).toBeCloseTo(1 / 3, 9);
    expect(overlap(face(0, 1).box, face(10, 1).box)).toBe(0);
  });

  it('makes heaps, best first, also within', () => {
    const heaps = heapsOf([face(1, 0.6), face(0, 0.9), face(30, 0.7), face(31, 0.95)], 0.4);
    expect(heaps.map((heap) => heap.map(({ score }) => score))).toEqual([
      [0.95, 0.7],
      [0.9, 0.6],
    ]);
  });

  it('blends a heap by score, and keeps the best score', () => {
    const moved = face(4, 0.3);
    const points = moved.points.map(({ x, y }) => ({ x: x + 4, y: y - 8 })) as unknown as Face['points'];
    const one = blend([face(0, 0.9), { ...moved, points }], 0);
    expect(one.score).toBe(0.9);
    expect(one.box.x).toBeCloseTo(1, 9);
    expect(one.box.width).toBeCloseTo(10, 9);
    one.points.forEach(({ x, y }, i) => {
      expect(x).toBeCloseTo(expectedPoints[i]!.x + 1, 9);
      expect(y).toBeCloseTo(expectedPoints[i]!.y - 2, 9);
    });
  });

  it('lets a cell that just passes change next to nothing', () => {
    const one = blend([face(0, 0.9), face(4, 0.5001)], 0.5);
    expect(one.box.x).toBeLessThan(0.06);
  });

  it('leaves a heap of one as it is', () => {
    expect(blend([face(3, 0.5)], 0.5)).toEqual(face(3, 0.5));
    expect(blend([face(3, 0)], 0)).toEqual(face(3, 0));
  });
});

describe('unit length', () => {
  it('scales a copy, and leaves zeros', () => {
    const raw = Float32Array.of(3, 4);
    expect(normalise(raw)).toEqual(Float32Array.of(0.6, 0.8));
    expect(raw).toEqual(Float32Array.of(3, 4));
    expect(normalise(new Float32Array(2))).toEqual(new Float32Array(2));
  });
});
