import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../../src/manifest/parse.ts';
import { checkNets } from '../../../../src/vision/pipeline/self-test.ts';
import type { NetSession } from '../../../../src/vision/pipeline/session.ts';

const manifest = readFileSync(new URL('../../../../models/manifest.json', import.meta.url), 'utf8');
const set = readManifest(manifest);

/** A net whose outputs all hold the same values. */
const netWith = (data: readonly number[], names: readonly string[]): NetSession => ({
  inputNames: ['input'],
  outputNames: names,
  run: async () =>
    Object.fromEntries(names.map((name) => [name, { data: Float32Array.from(data), dims: [] }])),
  release: async () => {},
});

/** Checks an embedder of 2 values with a detector without outputs. */
const check = (normalized: boolean, values: readonly number[]) =>
  checkNets(
    {
      ...set,
      detector: { ...set.detector, strides: [] },
      embedder: { ...set.embedder, normalized, dimension: 2 },
    },
    { detector: netWith([], []), embedder: netWith(values, ['embedding']) },
  );

it('rejects an embedding of length 5 when the manifest states unit length', async () => {
  await expect(check(true, [3, 4])).rejects.toMatchObject({
    code: 'models/manifest-invalid',
    detail: expect.stringMatching(/^embedder\.normalized: expected false: .* length 5\.00/),
  });
});

describe('the passive net', () => {
  const model = {
    ...set.embedder,
    cropScale: 2.7,
    output: { name: 'classes', classes: 3, liveIndex: 1, activation: 'none' },
    threshold: 0.5,
  } as const;
  const checkPassive = (values: readonly number[], change: Partial<typeof model.output> = {}) =>
    checkNets(
      {
        ...set,
        detector: { ...set.detector, strides: [] },
        embedder: { ...set.embedder, dimension: 1 },
        liveness: { ...model, output: { ...model.output, ...change } },
      },
      {
        detector: netWith([], []),
        embedder: netWith([1], ['embedding']),
        liveness: netWith(values, ['classes']),
      },
    );

  it('is run, too, and its output returned', async () => {
    expect(await checkPassive([0.1, 0.7, 0.2])).toEqual([Float32Array.of(1), Float32Array.of(0.1, 0.7, 0.2)]);
  });

  it.each<[string, readonly number[], object, string]>([
    ['has an output of another length', [0.5, 0.5], {}, 'liveness.output.classes: expected 2'],
    ['has no output of that name', [0, 1, 0], { name: 'live' }, "liveness.output.name: expected 'classes'"],
    ['gives no probability', [1, 7, 2], {}, 'liveness.output.activation: expected'],
    ['is not finite', [Number.NaN, 0, 0], {}, 'liveness: the output is not finite'],
  ])('is rejected when it %s', async (_case, values, change, detail) => {
    await expect(checkPassive(values, change)).rejects.toMatchObject({
      detail: expect.stringContaining(detail),
    });
  });
});

it('accepts any length when the manifest does not state unit length, and returns a copy of the output', async () => {
  expect(await check(false, [3, 4])).toEqual([Float32Array.of(3, 4)]);
});

it('rejects an embedding that is not finite with models/self-test-failed', async () => {
  await expect(check(false, [3, Number.NaN])).rejects.toMatchObject({
    code: 'models/self-test-failed',
    detail: 'embedder: the output is not finite',
  });
});
