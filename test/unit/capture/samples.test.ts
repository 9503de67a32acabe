import { describe, expect, it } from 'vitest';
import { Samples } from '../../../src/capture/samples.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { observation } from './support.ts';

const quality = observation().quality!;
const center = new Float32Array(256);

/** Samples of one person at these times in milliseconds. */
function samplesAt(times: readonly number[], front = 1): { samples: Samples; embeddings: Float32Array[] } {
  const samples = new Samples({ center, required: 3 });
  const face = syntheticFace(1);
  const embeddings = times.map(() => face());
  for (const [i, timeMs] of times.entries()) samples.add(embeddings[i]!, quality, front, timeMs);
  return { samples, embeddings };
}

const isZero = (embedding: Float32Array) => embedding.every((value) => value === 0);

describe('Samples', () => {
  it('fuses once enough samples are spread over 1.5 seconds', () => {
    expect(samplesAt([0, 200, 400, 600]).samples.fuse()).toBeUndefined();
    expect(samplesAt([0, 1_500]).samples.fuse()).toBeUndefined();
    expect(Math.hypot(...samplesAt([0, 700, 1_500]).samples.fuse()!.embedding)).toBeCloseTo(1, 5);
  });

  it('is complete in its progress exactly when it can be fused', () => {
    const cases = [
      [],
      [0],
      [0, 100, 200, 300],
      [0, 1_500],
      [0, 700, 1_499],
      [0, 700, 1_500],
      [0, 200, 900, 2_000],
    ];
    for (const times of cases) {
      const { samples } = samplesAt(times);
      expect(samples.progress === 3, `${times}`).toBe(samples.fuse() !== undefined);
    }
  });

  it('takes the next sample 150 milliseconds after the last one, mirrored every second time', () => {
    const { samples } = samplesAt([1_000]);
    expect([samples.isDue(1_149), samples.isDue(1_150), samples.mirrored]).toEqual([false, true, true]);
    expect(new Samples({ center, required: 3 }).isDue(0)).toBe(true);
  });

  it('is full after five samples of one frontal phase', () => {
    const { samples } = samplesAt([0, 200, 400, 600, 800]);
    expect([samples.isFull(1), samples.isFull(2)]).toEqual([true, false]);
  });

  it('overwrites the oldest sample when there are more than 24, and all of them on wipe', () => {
    const { samples, embeddings } = samplesAt(Array.from({ length: 25 }, (_, i) => 200 * i));
    expect(embeddings.map(isZero).filter(Boolean)).toHaveLength(1);
    samples.wipe();
    expect(embeddings.every(isZero)).toBe(true);
    expect(samples.progress).toBe(0);
  });
});
