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

  it('spreads the samples that are fused over 1.5 seconds, whenever a sample of another face was taken', () => {
    const people = [syntheticFace(1), syntheticFace(2)];
    const samples = new Samples({ center, required: 3 });
    const addAt = (timeMs: number, person: number) => samples.add(people[person]!(), quality, 1, timeMs);
    addAt(0, 1);
    for (const timeMs of [1_000, 1_200, 1_400, 1_600]) addAt(timeMs, 0);
    expect(samples.fuse()).toBeUndefined();
    expect(samples.progress).toBeLessThan(3);
    addAt(2_500, 0);
    expect(samples.fuse()).toBeDefined();
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

  it('shows one person unless another one was there for two samples', () => {
    const isOnePerson = (...people: number[]) => {
      const samples = new Samples({ center, required: 3 });
      const faces = [syntheticFace(1), syntheticFace(2)];
      for (const [i, person] of people.entries()) samples.add(faces[person]!(), quality, 1, 200 * i);
      return samples.isOnePerson;
    };
    expect(isOnePerson(0, 0, 1, 0, 0, 0)).toBe(true);
    expect(isOnePerson(1, 1, 0, 0, 0, 0)).toBe(false);
    expect(isOnePerson(1, 0, 0, 0, 1, 0)).toBe(false);
  });

  it('drops a sample when many more frames after it were bad than good', () => {
    const { samples, embeddings } = samplesAt([0, 200]);
    for (let i = 0; i < 40; i++) samples.countFrame(i % 2 === 0);
    expect(samples.progress).toBe(1);
    for (let i = 0; i < 12; i++) samples.countFrame(false);
    expect(embeddings.some(isZero)).toBe(false);
    samples.countFrame(false);
    expect(embeddings.every(isZero)).toBe(true);
    expect(samples.progress).toBe(0);
  });

  it('counts only samples that show one face', () => {
    const samples = new Samples({ center, required: 5 });
    const people = [syntheticFace(1), syntheticFace(2)];
    const counts = [0, 0, 1, 0].map((person, i) => {
      samples.add(people[person]!(), quality, 1, 1_000 * i);
      return samples.progress;
    });
    expect(counts).toEqual([1, 2, 2, 3]);
  });
});

describe('Samples of a verified capture', () => {
  const verified = (times: readonly number[], people: readonly number[] = []) => {
    const samples = new Samples({ center, required: 3, verified: true });
    const faces = new Map([1, 2].map((seed) => [seed, syntheticFace(seed)]));
    for (const [i, timeMs] of times.entries()) samples.add(faces.get(people[i] ?? 1)!(), quality, 1, timeMs);
    return samples;
  };

  it('is complete in its progress exactly when both looks can be fused', () => {
    const times = [0, 300, 600, 900, 1_200, 1_500];
    const counts = times.map((_, i) => verified(times.slice(0, i + 1)).progress);
    expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
    for (const [i, count] of counts.entries())
      expect(verified(times.slice(0, i + 1)).fuse() !== undefined).toBe(count === 6);
    expect(verified(times).fuse()!.looks!.second).toHaveLength(256);
    expect(verified(times, [1, 1, 1, 2, 1, 2]).fuse()).toBeUndefined();
  });

  it('tells whether one person is there, also before it has started again', () => {
    const times = [0, 700, 1_500, 1_700, 1_900, 2_100];
    expect(verified(times).isSamePerson).toBe(true);
    expect(verified(times, [1, 1, 1, 2, 2, 2]).isSamePerson).toBe(false);
    expect(verified([...times, 2_300, 2_500], [2, 2, 1, 1, 1, 1, 1, 1]).isSamePerson).toBe(false);
    expect(verified([...times, 2_300, 2_500], [1, 2, 1, 1, 1, 1, 1, 1]).isSamePerson).toBe(true);
    const restarted = verified(times, [2, 2, 2, 2, 2, 2]);
    restarted.restart();
    expect(restarted.progress).toBe(0);
    for (const timeMs of times) restarted.add(syntheticFace(1)(), quality, 1, timeMs);
    expect(restarted.isSamePerson).toBe(false);
  });

  it('overwrites what it has kept of an earlier start on wipe', () => {
    const samples = new Samples({ center, required: 3, verified: true });
    const embeddings = [0, 1, 2, 3].map(syntheticFace(1));
    for (const [i, embedding] of embeddings.entries()) samples.add(embedding, quality, 1, 200 * i);
    samples.restart();
    expect(embeddings.map(isZero)).toEqual([true, false, false, false]);
    samples.wipe();
    expect(embeddings.every(isZero)).toBe(true);
  });
});
