import { describe, expect, it } from 'vitest';
import { OVAL_PATH, OVAL_VIEW_BOX, ovalIn } from '../../../src/capture/oval.ts';

describe('ovalIn', () => {
  it.each([
    ['4:3', { width: 640, height: 480 }],
    ['4:5', { width: 300, height: 375 }],
    ['a phone', { width: 360, height: 700 }],
    ['landscape', { width: 800, height: 300 }],
  ])('keeps the oval inside a viewfinder of %s', (_name, viewfinder) => {
    const { width, height } = ovalIn(viewfinder);
    expect(width).toBeLessThanOrEqual(0.86 * viewfinder.width);
    expect(height).toBeLessThanOrEqual(0.89 * viewfinder.height);
    const fills = Math.max(width / viewfinder.width, height / viewfinder.height);
    expect(fills).toBeGreaterThan(0.85);
    expect(height / width).toBeCloseTo(212 / 164);
  });

  it('is what the path draws in the view box', () => {
    const [left, top, width, height] = OVAL_VIEW_BOX.split(' ').map(Number);
    const [, x, y, radiusX, radiusY] = OVAL_PATH.match(/^M(\d+) (\d+)a(\d+) (\d+) /)!.map(Number);
    expect(x).toBe(left! + width! / 2);
    expect(y! + radiusY!).toBe(top! + height! / 2);
    expect(ovalIn({ width: width!, height: height! })).toEqual({ width: 2 * radiusX!, height: 2 * radiusY! });
  });
});
