import { describe, expect, it } from 'vitest';
import { captureFace } from '../../../src/capture/capture-face.ts';
import type { CapturedFace } from '../../../src/ceremonies/types.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import type { Observation } from '../../../src/vision/types.ts';
import { cosine } from '../../support/cosine.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createInProcessEngine } from '../../support/test-browser.ts';
import { observation } from './support.ts';

const FRAME_MS = 50;
const center = new Float32Array(256);
const point = { modelId: 'm', n: 1024, center, tau: 300 };
const matching = createPrivateMatching(createInProcessEngine);

/** Captures with a second look. @param sampleOf the observation of each embedded frame; undefined: a covered face */
async function capture(
  sampleOf: (index: number) => Float32Array | undefined,
  verify = (first: Float32Array, second: Float32Array) => matching.matches(first, second, point),
) {
  const samples: Float32Array[] = [];
  const looks: { first: Float32Array; second: Float32Array; after: number }[] = [];
  const progress: number[] = [];
  let timeMs = 0;
  const observe = (embed: boolean): Observation => {
    const sample = sampleOf(samples.length);
    if (sample === undefined) return observation({ issues: ['covered'] });
    if (!embed) return observation();
    samples.push(sample);
    return observation({ embedding: sample });
  };
  const outcome = captureFace({
    request: {
      level: 'off',
      verify: (first, second) => {
        looks.push({ first: first.slice(), second: second.slice(), after: samples.length });
        return verify(first, second);
      },
    },
    camera: { label: '', id: () => '', changed: false, mirrored: () => true },
    frames: {
      interruptions: 0,
      timesMs: [],
      next: async () => {
        timeMs += FRAME_MS;
        return {} as ImageBitmap;
      },
    },
    vision: {
      center,
      modelSet: {} as never,
      forgetFrames: async () => {},
      observe: async (_frame, { embed }) => observe(embed),
    },
    signal: new AbortController().signal,
    onHint: () => {},
    onProgress: (used, required) => progress.push(used / required),
    now: () => timeMs,
  });
  const code = await errorCodeOf(outcome);
  const face = await outcome.catch(() => undefined);
  return { code, face: face as CapturedFace, samples, looks, progress, timeMs };
}

const isZero = (vector: Float32Array) => vector.every((value) => value === 0);
/** Samples in 1.5 seconds. */
const ALL_SAMPLES = 11;
/** Samples of the first look; the others are the second look. */
const FIRST_SAMPLES = 8;

describe('captureFace with a second look', () => {
  it('compares the last three samples with those before, and returns the mean of all', async () => {
    const [person, second] = [syntheticFace(1), syntheticFace(1, 0)()];
    const { face, looks, samples, progress, timeMs } = await capture((i) =>
      i < FIRST_SAMPLES ? person() : second.slice(),
    );
    expect(looks).toHaveLength(1);
    expect(samples).toHaveLength(ALL_SAMPLES);
    expect(cosine(looks[0]!.second, second)).toBeCloseTo(1, 5);
    const { first } = looks[0]!;
    const mean = first.map((value, i) => FIRST_SAMPLES * value + 3 * second[i]!);
    expect(cosine(face.embedding, mean) / Math.hypot(...mean)).toBeGreaterThan(0.99);
    expect(cosine(face.embedding, second)).toBeGreaterThan(cosine(first, second));
    expect(samples.every(isZero)).toBe(true);
    expect(progress.at(-1)).toBe(1);
    expect(timeMs).toBeLessThanOrEqual(2_000);
  });

  it('starts again, with an empty ring, while the second look does not match', async () => {
    let answers = 0;
    const { face, looks, progress } = await capture(syntheticFace(1), async () => ++answers === 3);
    expect(looks.map(({ after }) => after)).toEqual([11, 22, 33]);
    expect(progress.filter((value) => value === 0)).toHaveLength(2);
    expect(cosine(face.embedding, looks[2]!.first)).toBeGreaterThan(0.9);
  });

  it('rejects with capture/low-quality when no second look matches', async () => {
    const { code, looks } = await capture(syntheticFace(1), async () => false);
    expect(code).toBe('capture/low-quality');
    expect(looks.length).toBeGreaterThan(3);
  });

  it.each([
    ['after two samples', 2],
    ['in the middle of the first look', 5],
    ['before the second look', FIRST_SAMPLES],
    ['in the middle of the second look', FIRST_SAMPLES + 1],
    ['before the last sample but one', ALL_SAMPLES - 2],
  ])('rejects with capture/several-people when another person takes the place %s', async (_when, first) => {
    const [person, other] = [syntheticFace(1), syntheticFace(2)];
    const { code, looks, samples } = await capture((i) => (i < first ? person() : other()));
    expect(code).toBe('capture/several-people');
    expect(looks).toEqual([]);
    expect(samples.every(isZero)).toBe(true);
  });

  it('drops a single sample that shows something else', async () => {
    const [person, other] = [syntheticFace(1), syntheticFace(2)];
    const { code, face } = await capture((i) => (i === 3 ? other() : person()));
    expect(code).toBe('none');
    expect(cosine(face.embedding, person())).toBeGreaterThan(0.8);
  });

  it('has no result of a face that is covered from the second look on', async () => {
    const person = syntheticFace(1);
    const { code, looks } = await capture((i) => (i < FIRST_SAMPLES ? person() : undefined));
    expect(code).not.toBe('none');
    expect(looks).toEqual([]);
  });
});
