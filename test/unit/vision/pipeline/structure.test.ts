import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/simulated-camera/math/random.ts';
import { faceCrop, lumaOf } from '../../../../src/vision/pipeline/face-crop.ts';
import { QUALITY_THRESHOLDS } from '../../../../src/vision/pipeline/quality-issues.ts';
import { measureStructure } from '../../../../src/vision/pipeline/structure.ts';
import { blur, noise } from '../../../bench/evaluate/defects.ts';
import { simulatedFace } from './support.ts';

const { frame, landmarks } = simulatedFace('ada');
const measure = (picture: typeof frame) => measureStructure(lumaOf(faceCrop(picture, landmarks)));
const noisy = (picture: typeof frame, level: number) =>
  noise(level).apply(picture, landmarks, seededRandom(1));
const blurred = (picture: typeof frame, sigma: number) =>
  blur(sigma).apply(picture, landmarks, seededRandom(1));

describe('measureStructure', () => {
  const { minSharpness, maxNoise } = QUALITY_THRESHOLDS;

  it('returns a sharpness that falls with blur, below the threshold from 0.06 eye distances on', () => {
    const values = [0, 0.03, 0.06, 0.1].map(
      (sigma) => measure(sigma === 0 ? frame : blurred(frame, sigma)).sharpness,
    );
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values[0]).toBeGreaterThan(minSharpness);
    expect(values[2]).toBeLessThan(minSharpness);
  });

  it('does not count noise as detail', () => {
    expect(measure(noisy(frame, 12)).sharpness).toBeGreaterThan(minSharpness);
    expect(measure(noisy(blurred(frame, 0.12), 12)).sharpness).toBeLessThan(minSharpness);
  });

  it('returns a noise that grows with the noise of the camera', () => {
    const values = [0, 12, 90].map((level) => measure(noisy(frame, level)).noise);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values[1]).toBeLessThan(maxNoise);
    expect(values[2]).toBeGreaterThan(maxNoise);
  });

  it('returns numbers for a picture without any structure', () => {
    expect(measureStructure(new Float32Array(64 * 64))).toEqual({ sharpness: 0, noise: 0 });
  });
});
