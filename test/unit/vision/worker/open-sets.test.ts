import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/manifest/parse.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { openSets } from '../../../src/vision/worker/open-sets.ts';
import type { Ort } from '../../../src/vision/worker/ort-session.ts';

const manifest = readFileSync(new URL('../../../models/manifest.json', import.meta.url), 'utf8');
const set: ModelSet = readManifest(manifest);

type Outputs = Record<string, number[]>;
type Change = (outputs: Outputs) => void;

/** Values like a net's: neither alike nor near zero. */
const values = (length: number, factor: number) =>
  Array.from({ length }, (_, i) => factor * Math.sin(1 + i * 1.7));

const detectorOutputs = (): Outputs =>
  Object.fromEntries(
    set.detector.strides.flatMap((stride) => {
      const cells = (set.detector.input.width / stride) * (set.detector.input.height / stride);
      return [
        [`score_${stride}`, values(cells, 0.02)],
        [`box_${stride}`, values(4 * cells, 1.3)],
        [`points_${stride}`, values(10 * cells, 1.1)],
      ];
    }),
  );
const embedderOutputs = (): Outputs => ({ embedding: values(256, Math.sqrt(2 / 256)) });

/** A runtime whose WebGPU gives what `change` makes of the answers of wasm. */
function runtime(change: Change) {
  const released: string[] = [];
  const create = async (
    [net]: Uint8Array,
    { executionProviders: [provider] }: { executionProviders: string[] },
  ) => ({
    inputNames: ['input'],
    outputNames: [],
    release: async () => void released.push(`${provider} ${net}`),
    run: async () => {
      const outputs = net === 0 ? detectorOutputs() : embedderOutputs();
      if (provider === 'webgpu') change(outputs);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, data]) => [name, { data: Float32Array.from(data), dims: [] }]),
      );
    },
  });
  const ort = { InferenceSession: { create }, Tensor: class {} } as unknown as Ort;
  const open = (execution: 'wasm' | 'webgpu') =>
    openSets(
      { ort, execution, glue: '', wasm: 'ort-wasm-simd-threaded.wasm' },
      { modelSet: set, detector: Uint8Array.of(0), embedder: Uint8Array.of(1), wasm: new Uint8Array() },
    );
  return { open, released };
}

const each =
  (name: string, map: (value: number, i: number) => number): Change =>
  (outputs) => {
    if (outputs[name] !== undefined) outputs[name] = outputs[name].map(map);
  };

describe('the nets on WebGPU', () => {
  it.each<[string, Change]>([
    ['the same', () => {}],
    ['the same but for rounding', each('box_16', (value, i) => value * (1 + 1e-3 * Math.sin(i)))],
    ['the same but for rounding near zero', each('score_32', (value) => value + 5e-5)],
  ])('open when they answer %s, and keep nothing of the other execution', async (_name, change) => {
    const { open, released } = runtime(change);
    expect(await open('webgpu')).toHaveLength(2);
    expect(released.sort()).toEqual(['wasm 0', 'wasm 1']);
  });

  it.each<[string, Change]>([
    ['an embedding of another direction', each('embedding', (value, i) => (i % 2 ? value : -value))],
    ['scores of zero', each('score_16', () => 0)],
    ['boxes of another scale', each('box_32', (value) => 1.1 * value)],
    ['points in another order', each('points_16', (_value, i) => 1.1 * Math.sin(1 + (2559 - i) * 1.7))],
    ['what is no number', each('points_32', (value, i) => (i === 7 ? Number.NaN : value))],
  ])('are refused when they give %s', async (_name, change) => {
    const { open, released } = runtime(change);
    await expect(open('webgpu')).rejects.toMatchObject({ code: 'models/self-test-failed' });
    expect(released.sort()).toEqual(['wasm 0', 'wasm 1']);
  });

  it('are not compared on wasm', async () => {
    const { open, released } = runtime(() => {});
    expect(await open('wasm')).toHaveLength(2);
    expect(released).toEqual([]);
  });
});
