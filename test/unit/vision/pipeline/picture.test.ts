import { describe, expect, it } from 'vitest';
import { PictureMeter } from '../../../../src/vision/pipeline/picture.ts';
import type { Frame } from '../../../../src/vision/types.ts';

/** @param gray of a pixel, 0..255 */
function frameOf(gray: (x: number, y: number) => number, width = 320, height = 240): Frame {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++)
    data.fill(gray(i % width, Math.floor(i / width)), 4 * i, 4 * i + 4);
  return { width, height, data };
}

const noise = (seed: number) => (x: number, y: number) => 30 + (((x * 7919 + y * 104729 + seed) * 31) % 13);

describe('PictureMeter', () => {
  it('measures the mean luma', () => {
    expect(new PictureMeter().measure(frameOf(() => 0)).luma).toBe(0);
    expect(new PictureMeter().measure(frameOf(() => 255)).luma).toBeCloseTo(1);
    expect(new PictureMeter().measure(frameOf((x) => (x < 160 ? 0 : 255))).luma).toBeCloseTo(0.5);
  });

  it('returns almost no variation for one color, also with noise, and much for light and shadow', () => {
    expect(new PictureMeter().measure(frameOf(() => 128)).variation).toBeLessThan(0.001);
    expect(new PictureMeter().measure(frameOf(noise(1))).variation).toBeLessThan(0.004);
    expect(new PictureMeter().measure(frameOf((_x, y) => 40 + y / 4)).variation).toBeGreaterThan(0.05);
  });

  it('tells whether a picture equals the one before', () => {
    const meter = new PictureMeter();
    expect(meter.measure(frameOf(noise(1))).unchanged).toBe(false);
    expect(meter.measure(frameOf(noise(1))).unchanged).toBe(true);
    expect(meter.measure(frameOf(noise(2))).unchanged).toBe(false);
    expect(meter.measure(frameOf(noise(2), 160, 120)).unchanged).toBe(false);
    meter.forget();
    expect(meter.measure(frameOf(noise(2), 160, 120)).unchanged).toBe(false);
  });
});
