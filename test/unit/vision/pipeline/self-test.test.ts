import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
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

it('accepts any length when the manifest does not state unit length, and returns a copy of the output', async () => {
  expect(await check(false, [3, 4])).toEqual([Float32Array.of(3, 4)]);
});

it('rejects an embedding that is not finite with models/self-test-failed', async () => {
  await expect(check(false, [3, Number.NaN])).rejects.toMatchObject({
    code: 'models/self-test-failed',
    detail: 'embedder: the output is not finite',
  });
});
