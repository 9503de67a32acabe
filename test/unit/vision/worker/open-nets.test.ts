import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../../src/manifest/parse.ts';
import type { ModelSet } from '../../../../src/manifest/types.ts';
import { openNets } from '../../../../src/vision/worker/open-nets.ts';
import type { Ort } from '../../../../src/vision/worker/ort-session.ts';

const manifest = readFileSync(new URL('../../../../models/manifest.json', import.meta.url), 'utf8');
const set: ModelSet = readManifest(manifest);

type Outputs = Record<string, number[]>;
type Change = (outputs: Outputs) => void;

/** Varying values, not near zero, as nets compute them. */
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

/** A runtime whose WebGPU outputs are those of wasm after `change`. `released` lists provider and net of released sessions. */
function runtimeWith(change: Change) {
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
    openNets(
      { ort, execution, glue: 'ort-wasm-simd-threaded.mjs', wasm: 'ort-wasm-simd-threaded.wasm' },
      {
        modelSet: set,
        nets: { detector: Uint8Array.of(0), embedder: Uint8Array.of(1) },
        wasm: new Uint8Array(),
      },
    );
  return { open, released };
}

const mapOutput =
  (name: string, map: (value: number, i: number) => number): Change =>
  (outputs) => {
    if (outputs[name] !== undefined) outputs[name] = outputs[name].map(map);
  };

describe('openNets on WebGPU', () => {
  it.each<[string, Change]>([
    ['equals that of wasm', () => {}],
    ['differs by rounding', mapOutput('box_16', (value, i) => value * (1 + 1e-3 * Math.sin(i)))],
    ['differs by rounding near zero', mapOutput('score_32', (value) => value + 5e-5)],
  ])('opens nets whose output %s, and releases those of wasm', async (_name, change) => {
    const { open, released } = runtimeWith(change);
    expect(await open('webgpu')).toHaveProperty('embedder');
    expect(released.sort()).toEqual(['wasm 0', 'wasm 1']);
  });

  it.each<[string, Change]>([
    ['the embedding has another direction', mapOutput('embedding', (value, i) => (i % 2 ? value : -value))],
    ['all scores are zero', mapOutput('score_16', () => 0)],
    ['boxes have another scale', mapOutput('box_32', (value) => 1.1 * value)],
    [
      'landmarks are in another order',
      mapOutput('points_16', (_value, i) => 1.1 * Math.sin(1 + (2559 - i) * 1.7)),
    ],
    ['a value is NaN', mapOutput('points_32', (value, i) => (i === 7 ? Number.NaN : value))],
  ])('rejects with models/self-test-failed when %s', async (_name, change) => {
    const { open, released } = runtimeWith(change);
    await expect(open('webgpu')).rejects.toMatchObject({ code: 'models/self-test-failed' });
    expect(released.sort()).toEqual(['wasm 0', 'wasm 1']);
  });
});

describe('openNets on wasm', () => {
  it('opens each net once, without a comparison', async () => {
    const { open, released } = runtimeWith(() => {});
    expect(await open('wasm')).toHaveProperty('embedder');
    expect(released).toEqual([]);
  });
});
