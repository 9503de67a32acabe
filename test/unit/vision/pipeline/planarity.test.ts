import { describe, expect, it } from 'vitest';
import { PlanarityMeter } from '../../../../src/vision/pipeline/planarity.ts';
import type { Landmarks } from '../../../../src/vision/types.ts';
import { grayFrame } from './support.ts';
import { cylinder, head, type Turn, turnedFace } from './turned-face.ts';

/** Compares a turned surface with its frontal view. @param shift of one eye and one mouth corner, in pixels */
function compare(turn: Turn, shift = 0) {
  const meter = new PlanarityMeter();
  const { depth } = turn;
  const front = turnedFace(depth === undefined ? {} : { depth });
  meter.setReference(front.frame, front.landmarks);
  const { frame, landmarks } = turnedFace(turn);
  const moved = landmarks.map(({ x, y }, i) => ({
    x: x + (i === 0 ? shift : 0),
    y: y - (i === 4 ? shift : 0),
  }));
  return meter.compare(frame, moved as unknown as Landmarks)!;
}

describe('PlanarityMeter.compare', () => {
  it.each<[string, Turn]>([
    ['not turned', {}],
    ['turned by 15°', { yaw: 15 }],
    ['turned by 25°', { yaw: -25 }],
    ['turned by 40°', { yaw: 40 }],
    ['tilted by 25°', { pitch: 25 }],
    ['turned and tilted', { yaw: 20, pitch: -20 }],
    ['closer', { distance: 0.7 }],
    ['in a gradient of light', { yaw: 25, lightAtRight: 0.6 }],
    ['with noise', { yaw: 25, noise: 8 }],
  ])('leaves almost nothing of a flat picture that is %s', (_case, turn) => {
    const { residual, noseResidual } = compare(turn);
    expect(residual).toBeLessThan(0.01);
    expect(noseResidual).toBeLessThan(0.02);
  });

  it('leaves almost nothing of a flat picture although landmarks are 4 % of the eye distance off', () => {
    expect(compare({ yaw: 25 }, 3).residual).toBeLessThan(0.01);
  });

  it.each<[string, Turn]>([
    ['turned by 20°', { yaw: 20, depth: head }],
    ['turned by 30°', { yaw: -30, depth: head }],
    ['tilted by 25°', { pitch: 25, depth: head }],
  ])('leaves more than 0.04 of a head that is %s', (_case, turn) => {
    const { residual, noseResidual } = compare(turn);
    expect(residual).toBeGreaterThan(0.04);
    expect(noseResidual).toBeGreaterThan(0.1);
  });

  it('leaves less of a cylinder than of a head', () => {
    const { residual } = compare({ yaw: 25, depth: cylinder(2.2) });
    expect(residual).toBeGreaterThan(0.002);
    expect(residual).toBeLessThan(compare({ yaw: 25, depth: head }).residual);
  });

  it('returns nothing without a reference, after forget, and for a reference without texture', () => {
    const { frame, landmarks } = turnedFace({});
    const meter = new PlanarityMeter();
    expect(meter.compare(frame, landmarks)).toBeUndefined();
    meter.setReference(frame, landmarks);
    expect(meter.compare(frame, landmarks)).toMatchObject({ residual: expect.closeTo(0, 4) });
    meter.forget();
    expect(meter.compare(frame, landmarks)).toBeUndefined();
    meter.setReference(
      grayFrame(240, 240, () => 90),
      landmarks,
    );
    expect(meter.compare(frame, landmarks)).toBeUndefined();
  });

  it('returns nothing for landmarks on a line', () => {
    const { frame, landmarks } = turnedFace({});
    const meter = new PlanarityMeter();
    meter.setReference(frame, landmarks);
    const line = landmarks.map((_, i) => ({ x: 60 + 20 * i, y: 100 })) as unknown as Landmarks;
    expect(meter.compare(frame, line)).toBeUndefined();
  });
});
