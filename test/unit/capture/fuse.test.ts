import { describe, expect, it } from 'vitest';
import { fuse, type Sample, sampleWeight } from '../../../src/capture/fuse.ts';
import type { Quality } from '../../../src/vision/types.ts';
import { cosine } from '../../support/cosine.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';

const center = new Float32Array(256);
const sampleOf = (face: () => Float32Array, weight = 1): Sample => ({ embedding: face(), weight });
const samplesOf = (face: () => Float32Array, count: number) =>
  Array.from({ length: count }, () => sampleOf(face));

describe('fuse', () => {
  it('returns a unit vector that is closer to the face than each sample', () => {
    const face = syntheticFace(1, 0)();
    const samples = samplesOf(syntheticFace(1, 0.6), 5);
    const fused = fuse(samples, center, 5)!;
    expect(Math.hypot(...fused)).toBeCloseTo(1, 5);
    for (const { embedding } of samples) expect(cosine(fused, face)).toBeGreaterThan(cosine(embedding, face));
  });

  it('returns the mean in which samples count by their weight', () => {
    const [heavy, light] = [sampleOf(syntheticFace(1, 0.3), 0.9), sampleOf(syntheticFace(1, 0.6), 0.1)];
    const total = heavy.embedding.map((value, i) => 0.9 * value + 0.1 * light.embedding[i]!);
    expect(cosine(fuse([heavy, light], center, 2)!, total) / Math.hypot(...total)).toBeCloseTo(1, 5);
  });

  it('returns undefined for fewer samples than required', () => {
    expect(fuse(samplesOf(syntheticFace(1), 4), center, 5)).toBeUndefined();
    expect(fuse([], center, 1)).toBeUndefined();
  });

  it('ignores one sample of another face', () => {
    const samples = samplesOf(syntheticFace(1), 5);
    const fused = fuse([...samples.slice(0, 2), sampleOf(syntheticFace(2)), ...samples.slice(2)], center, 5);
    expect(fused).toEqual(fuse(samples, center, 5));
  });

  it.each([
    [0.45, 'keeps'],
    [0.35, 'drops'],
  ])('a sample with a cosine of %s to the others: %s it', (similarity, expected) => {
    const [first, second] = [new Float32Array(256), new Float32Array(256)];
    first[0] = 1;
    second.set([similarity, Math.sqrt(1 - similarity ** 2)]);
    const samples = [first, first, second].map((embedding) => ({ embedding, weight: 1 }));
    expect(fuse(samples, center, 2)![1]! > 0).toBe(expected === 'keeps');
  });

  it('returns undefined when half of the samples show another face, in any order', () => {
    const [first, second] = [samplesOf(syntheticFace(1), 6), samplesOf(syntheticFace(2), 6)];
    const alternating = first.flatMap((sample, i) => [sample, second[i]!]);
    expect(fuse([...first, ...second], center, 5)).toBeUndefined();
    expect(fuse(alternating, center, 5)).toBeUndefined();
  });

  it('compares samples after subtracting the population mean', () => {
    // The common component outweighs the person, so different people look similar until it is subtracted.
    const mean = new Float32Array(256).fill(3 / 16);
    const withMean = (face: () => Float32Array) => {
      const sample = face().map((value, i) => value + mean[i]!);
      return sample.map((value) => value / Math.hypot(...sample));
    };
    const samples = [3, 4, 5, 6, 7].map((seed) => sampleOf(() => withMean(syntheticFace(seed))));
    const unitMean = mean.map((value) => value / Math.sqrt(10));
    expect(fuse(samples, center, 5)).toBeDefined();
    expect(fuse(samples, unitMean, 5)).toBeUndefined();
  });
});

describe('sampleWeight', () => {
  const good: Quality = {
    size: 80,
    sharpness: 0.7,
    noise: 0.02,
    coverage: -4,
    glare: 0,
    exposure: 0.5,
    contrast: 0.2,
    yaw: 0,
    pitch: 0,
    roll: 0,
    eyeLineRoll: 0,
    cutOff: 0,
    issues: [],
  };

  it('returns 1 for a large, sharp face from the front', () => expect(sampleWeight(good)).toBe(1));

  it.each([{ size: 40 }, { sharpness: 0.47 }, { yaw: -25 }, { pitch: 25 }])(
    'returns less, but more than 0, for %o',
    (change) => {
      const weight = sampleWeight({ ...good, ...change });
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThan(0.8);
    },
  );
});
