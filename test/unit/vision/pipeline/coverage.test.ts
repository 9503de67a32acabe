import { describe, expect, it } from 'vitest';
import { simulatedNames } from '../../../../src/simulated-camera/names.ts';
import { coverageOf } from '../../../../src/vision/pipeline/coverage.ts';
import { faceCrop } from '../../../../src/vision/pipeline/face-crop.ts';
import { QUALITY_THRESHOLDS } from '../../../../src/vision/pipeline/quality-issues.ts';
import type { Frame, Landmarks } from '../../../../src/vision/types.ts';
import { defects } from '../../../bench/evaluate/defects.ts';
import { simulatedFace } from './support.ts';

const { maxCoverage } = QUALITY_THRESHOLDS;
const measure = ({ frame, landmarks }: { frame: Frame; landmarks: Landmarks }) =>
  coverageOf(faceCrop(frame, landmarks));
const scaled = ({ width, height, data }: Frame, factor: number): Frame => ({
  width,
  height,
  data: Uint8ClampedArray.from(data, (value) => value * factor),
});

describe('coverageOf', () => {
  it.each(simulatedNames)('returns less than the threshold for %s', (name) =>
    expect(measure(simulatedFace(name))).toBeLessThan(maxCoverage),
  );

  it.each(defects.filter(({ kind }) => ['bar', 'sunglasses', 'mask'].includes(kind)))(
    'returns more than the threshold for $name',
    ({ apply }) => {
      const { frame, landmarks } = simulatedFace('ada');
      expect(measure({ frame: apply(frame, landmarks, () => 0.5), landmarks })).toBeGreaterThan(maxCoverage);
    },
  );

  it('hardly depends on the light', () => {
    const { frame, landmarks } = simulatedFace('bruno');
    const difference = measure({ frame, landmarks }) - measure({ frame: scaled(frame, 0.5), landmarks });
    expect(Math.abs(difference)).toBeLessThan(1.5);
  });

  it('returns a number for a black picture', () =>
    expect(coverageOf(new Float32Array(64 * 64 * 3))).toEqual(expect.any(Number)));
});
