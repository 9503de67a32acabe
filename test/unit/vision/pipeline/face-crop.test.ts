import { describe, expect, it } from 'vitest';
import { ARCFACE_TEMPLATE } from '../../../../src/vision/pipeline/arcface-template.ts';
import { CROP_SIDE, faceCrop, halve, lumaOf } from '../../../../src/vision/pipeline/face-crop.ts';
import type { Landmarks } from '../../../../src/vision/types.ts';
import { colorFrame, grayFrame } from './support.ts';

const [a, b, c, d, e] = ARCFACE_TEMPLATE.map(([x, y]) => ({ x: 4 * x, y: 4 * y }));
const landmarks: Landmarks = [a!, b!, c!, d!, e!];

describe('faceCrop', () => {
  it('returns the inner face: 80 of 112 px, from 16 px on the left and 28 px at the top', () => {
    const crop = faceCrop(
      colorFrame(448, 448, (x) => x / 2),
      landmarks,
    );
    const [red, green, blue] = crop.slice(0, 3);
    // The first pixel of the crop is at (16, 28) of the template, 64 px from the left here.
    expect(red).toBeCloseTo(32, 0);
    expect(green).toBeCloseTo(16, 0);
    expect(blue).toBeCloseTo(255 - 32, 0);
    expect(crop[3 * (CROP_SIDE - 1)]).toBeCloseTo((4 * (16 + 63 * 1.25)) / 2, 0);
  });

  it('repeats the pixels at the edge of the frame beyond it', () => {
    const crop = faceCrop(
      grayFrame(448, 200, (_, y) => y),
      landmarks,
    );
    expect(crop[0]).toBeLessThan(199);
    expect(crop.at(-1)).toBeCloseTo(199, 3);
  });
});

describe('lumaOf', () => {
  it('returns luma of each pixel, 0..1', () => {
    const luma = lumaOf(Float32Array.of(255, 255, 255, 255, 0, 0, 0, 0, 255));
    for (const [i, expected] of [1, 0.299, 0.114].entries()) expect(luma[i]).toBeCloseTo(expected, 5);
  });
});

describe('halve', () => {
  it('returns the means of 2 × 2 pixels', () => {
    const pixels = Float32Array.from({ length: 16 }, (_, i) => i);
    expect([...halve(pixels, 4)]).toEqual([2.5, 4.5, 10.5, 12.5]);
  });
});
