import { describe, expect, it } from 'vitest';
import type { NetInput } from '../../../src/manifest/types.ts';
import { poseOf } from '../../../src/vision/pipeline/pose.ts';
import { letterbox } from '../../../src/vision/pipeline/resample.ts';
import { apply, fitSimilarity, invert } from '../../../src/vision/pipeline/similarity.ts';
import { warp } from '../../../src/vision/pipeline/warp.ts';
import type { Frame, Landmarks, Point } from '../../../src/vision/types.ts';

const five: Landmarks = [
  { x: 30, y: 40 },
  { x: 70, y: 40 },
  { x: 50, y: 60 },
  { x: 35, y: 82 },
  { x: 65, y: 82 },
];

function painted(width: number, height: number, paint: (x: number, y: number) => number): Frame {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const value = paint(i % width, Math.floor(i / width));
    data.set([value, value / 2, 255 - value, 255], 4 * i);
  }
  return { width, height, data };
}

function red(frame: Frame, map: Parameters<typeof warp>[1], width: number, height: number): number[] {
  const values: number[] = [];
  warp(frame, map, width, height, (_x, _y, r) => values.push(r));
  return values;
}

describe('similarity', () => {
  it('finds turn, scale and shift again', () => {
    const truth = { a: 0.6, b: -0.8, tx: 12, ty: -7 };
    const fitted = fitSimilarity(
      five,
      five.map((point) => apply(truth, point)),
    );
    for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(fitted[key]).toBeCloseTo(truth[key], 9);
  });

  it('never mirrors: a mirrored face is met by the best turn', () => {
    const mirrored = five.map(({ x, y }) => ({ x: 100 - x, y }));
    const { a, b } = fitSimilarity(five, mirrored);
    expect(a * a + b * b).toBeGreaterThan(0);
    expect(apply(fitSimilarity(five, mirrored), five[0]).x).not.toBeCloseTo(70, 0);
  });

  it('inverts', () => {
    const map = { a: 1.5, b: 0.3, tx: 4, ty: 9 };
    const back = apply(invert(map), apply(map, { x: 3, y: 8 }));
    expect(back.x).toBeCloseTo(3, 9);
    expect(back.y).toBeCloseTo(8, 9);
    expect(() => invert({ a: 0, b: 0, tx: 1, ty: 1 })).toThrow(RangeError);
  });

  it('stays finite when all points are one', () => {
    const one = five.map((): Point => ({ x: 5, y: 5 }));
    expect(Object.values(fitSimilarity(one, five)).every(Number.isFinite)).toBe(true);
  });
});

describe('warp', () => {
  it('copies under the identity and interpolates between pixels', () => {
    const ramp = painted(8, 4, (x) => 10 * x);
    const shift = (tx: number) => red(ramp, { a: 1, b: 0, tx, ty: 0 }, 4, 1);
    expect(shift(0)).toEqual([0, 10, 20, 30]);
    expect(shift(-1.5)).toEqual([15, 25, 35, 45]);
  });

  it('turns a quarter', () => {
    const frame = painted(3, 3, (x, y) => 10 * x + y);
    // (x, y) → (2 − y, x)
    expect(red(frame, { a: 0, b: 1, tx: 2, ty: 0 }, 3, 3)).toEqual([2, 1, 0, 12, 11, 10, 22, 21, 20]);
  });

  it('is black outside', () => {
    expect(
      red(
        painted(2, 2, () => 200),
        { a: 1, b: 0, tx: 5, ty: 0 },
        3,
        1,
      ),
    ).toEqual([0, 0, 0]);
  });

  it('averages what it shrinks: fine stripes become grey', () => {
    const stripes = painted(64, 64, (x) => (x % 2 ? 200 : 0));
    const values = red(stripes, { a: 0.25, b: 0, tx: -0.375, ty: -0.375 }, 16, 16);
    for (const value of values.slice(17, 31)) expect(value).toBeCloseTo(100, 0);
  });
});

describe('letterbox', () => {
  const input: NetInput = {
    name: 'input',
    width: 32,
    height: 32,
    channels: 'bgr',
    mean: [10, 20, 30],
    scale: [0.5, 1, 2],
  };

  it('keeps the aspect, fills with black, orders and scales the channels', () => {
    const { tensor, scale } = letterbox(
      painted(64, 32, () => 100),
      input,
    );
    expect(scale).toBe(0.5);
    const at = (plane: number, x: number, y: number) => tensor[plane * 1024 + y * 32 + x]!;
    expect([at(0, 5, 5), at(1, 5, 5), at(2, 5, 5)]).toEqual([(155 - 10) * 0.5, 50 - 20, (100 - 30) * 2]);
    expect([at(0, 5, 20), at(1, 5, 20), at(2, 5, 20)]).toEqual([-5, -20, -60]);
  });

  it('puts a ramp where cv2.resize puts it: centres of pixels, not corners', () => {
    const { tensor } = letterbox(
      painted(64, 64, (x) => 2 * x),
      { ...input, channels: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] },
    );
    expect(tensor[10 * 32 + 10]).toBeCloseTo(2 * (2 * 10 + 0.5), 4);
  });
});

describe('pose', () => {
  /** An average head (millimetres), turned by yaw, then rolled, seen from far away. */
  const seen = (yaw: number, pitch: number, roll: number, scale = 1): Landmarks => {
    const rad = (degrees: number) => (degrees * Math.PI) / 180;
    const head = [
      [-31.5, -30, 0],
      [31.5, -30, 0],
      [0, 4, 34],
      [-25, 34, 2],
      [25, 34, 2],
    ] as const;
    const points = head.map(([x, y, z]): Point => {
      const [x1, z1] = [
        x * Math.cos(rad(yaw)) + z * Math.sin(rad(yaw)),
        z * Math.cos(rad(yaw)) - x * Math.sin(rad(yaw)),
      ];
      const y2 = y * Math.cos(rad(pitch)) + z1 * Math.sin(rad(pitch));
      const [c, s] = [Math.cos(rad(roll)), Math.sin(rad(roll))];
      return { x: 200 + scale * (x1 * c - y2 * s), y: 150 + scale * (x1 * s + y2 * c) };
    });
    return points as unknown as Landmarks;
  };

  it.each([
    [0, 0, 0],
    [30, 0, 0],
    [-45, 0, 0],
    [0, 20, 0],
    [0, -20, 0],
    [0, 0, 30],
    [25, 0, -20],
    [-25, 15, 20],
  ])('yaw %d pitch %d roll %d', (yaw, pitch, roll) => {
    const pose = poseOf(seen(yaw, pitch, roll, 1.7));
    expect(Math.abs(pose.yaw - yaw)).toBeLessThan(4);
    expect(Math.abs(pose.pitch - pitch)).toBeLessThan(4);
    expect(Math.abs(pose.roll - roll)).toBeLessThan(4);
  });
});
