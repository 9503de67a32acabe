import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/manifest/hash.ts';
import { parseManifest } from '../../../src/manifest/parse.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { createNodeVision } from '../../../src/vision/node.ts';
import { errorMessageOf } from '../../support/error-code.ts';
import { withNewerOperators } from '../../support/onnx.ts';

const models = fileURLToPath(new URL('../../../models/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'recognize-nets-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The shipped model set without its passive net, with lengths and hashes of the files as they are now. */
async function shippedSet(): Promise<ModelSet> {
  const manifest = JSON.parse(readFileSync(`${models}manifest.json`, 'utf8'));
  const set = parseManifest({ ...manifest, liveness: undefined });
  const rehashed = async <T extends { file: string }>(net: T) => {
    const bytes = new Uint8Array(readFileSync(models + net.file));
    return { ...net, sha256: await sha256Hex(bytes), bytes: bytes.length };
  };
  return { ...set, detector: await rehashed(set.detector), embedder: await rehashed(set.embedder) };
}

async function openWith(manifest: unknown, modelsFolder = models) {
  const path = join(scratch, 'manifest.json');
  writeFileSync(path, typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  return createNodeVision(path, { modelsFolder });
}

describe('the shipped model set', () => {
  it('opens, and finds no face in an empty frame', async () => {
    const vision = await openWith(await shippedSet());
    const empty = { width: 64, height: 48, data: new Uint8ClampedArray(64 * 48 * 4).fill(128) };
    const observation = await vision.observe(empty, { embed: true });
    expect(observation).toMatchObject({ width: 64, height: 48, faces: 0, otherFaces: 0 });
    expect(observation.embedding).toBeUndefined();
    await vision.release();
  });

  it('embeds to a unit vector of 256 values', async () => {
    const vision = await openWith(await shippedSet());
    const frame = {
      width: 90,
      height: 90,
      data: Uint8ClampedArray.from({ length: 32400 }, (_, i) => (i * 37) % 251),
    };
    const landmarks = vision.modelSet.embedder.template.map(([x, y]) => ({ x, y }));
    const embedding = await vision.embed(frame, landmarks as never);
    expect(embedding).toHaveLength(256);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
    await vision.release();
  });

  it('embeds a face mirrored as it embeds a mirrored frame', async () => {
    const vision = await openWith(await shippedSet());
    const { embedder } = vision.modelSet;
    const { width, height } = embedder.input;
    const pixels = Array.from({ length: width * height }, (_, i) => [(i * 37) % 251, i % 241, i % 13, 255]);
    const flip = (_: unknown, i: number) => pixels[i - (i % width) + width - 1 - (i % width)]!;
    const frameOf = (data: number[][]) => ({ width, height, data: Uint8ClampedArray.from(data.flat()) });
    const landmarks = embedder.template.map(([x, y]) => ({ x, y })) as never;
    const mirrored = await vision.embed(frameOf(pixels), landmarks, true);
    const flipped = await vision.embed(frameOf(pixels.map(flip)), landmarks);
    expect(mirrored).toEqual(flipped);
    await vision.release();
  });
});

type Change = (set: ModelSet) => unknown;
const invalidManifests: [string, Change, RegExp][] = [
  [
    'input name of the detector',
    (s) => ({ ...s, detector: { ...s.detector, input: { ...s.detector.input, name: 'x' } } }),
    /^models\/manifest-invalid: detector\.input\.name: expected 'input'/,
  ],
  [
    'size of the embedder',
    (s) => ({ ...s, embedder: { ...s.embedder, input: { ...s.embedder.input, width: 96 } } }),
    /^models\/manifest-invalid: embedder\.input: the net does not run on 1 × 3 × 80 × 96/,
  ],
  [
    'decoder',
    (s) => ({ ...s, detector: { ...s.detector, decoder: 'yunet' } }),
    /^models\/manifest-invalid: detector\.decoder: expected a net with an output 'cls_/,
  ],
  [
    'stride',
    (s) => ({ ...s, detector: { ...s.detector, strides: [64] } }),
    /^models\/manifest-invalid: detector\.decoder: expected a net with an output 'score_64'/,
  ],
  [
    'output name of the embedder',
    (s) => ({ ...s, embedder: { ...s.embedder, output: { name: 'x' } } }),
    /^models\/manifest-invalid: embedder\.output\.name: expected 'embedding'/,
  ],
  [
    'dimension',
    (s) => ({
      ...s,
      embedder: { ...s.embedder, dimension: 128 },
      matching: { ...s.matching, center: btoa('\0'.repeat(512)) },
    }),
    /^models\/manifest-invalid: embedder\.dimension: expected 256/,
  ],
  [
    'hash',
    (s) => ({ ...s, embedder: { ...s.embedder, sha256: '0'.repeat(64) } }),
    /^assets\/hash-mismatch: embedder\.sha256/,
  ],
  [
    'length',
    (s) => ({ ...s, detector: { ...s.detector, bytes: s.detector.bytes - 1 } }),
    /^models\/manifest-invalid: detector\.bytes: expected \d+, the length of detect\.onnx/,
  ],
  [
    'file',
    (s) => ({ ...s, detector: { ...s.detector, file: 'gone.onnx' } }),
    /^assets\/not-found: detector\.file: gone\.onnx/,
  ],
  ['format', () => '<!doctype html>', /^models\/manifest-invalid: manifest: expected JSON/],
];

describe('createNodeVision', () => {
  it.each(invalidManifests)('rejects a wrong %s and names the field', async (_name, change, expected) => {
    expect(await errorMessageOf(openWith(change(await shippedSet())))).toMatch(expected);
  });

  it('rejects a missing manifest with assets/not-found', async () => {
    const opening = createNodeVision(join(scratch, 'nowhere.json'));
    expect(await errorMessageOf(opening)).toMatch(
      /^assets\/not-found: manifest: .*nowhere\.json cannot be read/,
    );
  });

  const invalidNets: [string, (net: Uint8Array) => Uint8Array, RegExp][] = [
    ['is not ONNX', () => new TextEncoder().encode('<!doctype html><title>not a net</title>'), /protobuf/],
    ['is truncated', (net) => net.subarray(0, net.length / 2), /protobuf/],
    ['needs a newer operator set', withNewerOperators, /Opset 99/],
  ];
  it.each(invalidNets)(
    'rejects an embedder that %s with models/model-invalid',
    async (_name, change, reason) => {
      const set = await shippedSet();
      const bytes = Uint8Array.from(change(readFileSync(models + set.embedder.file)));
      writeFileSync(join(scratch, set.detector.file), readFileSync(models + set.detector.file));
      writeFileSync(join(scratch, set.embedder.file), bytes);
      const file = { sha256: await sha256Hex(bytes), bytes: bytes.length };
      const message = await errorMessageOf(
        openWith({ ...set, embedder: { ...set.embedder, ...file } }, scratch),
      );
      expect(message).toMatch(/^models\/model-invalid: embedder\.file: onnxruntime cannot open the net: /);
      expect(message).toMatch(reason);
    },
  );

  it('rejects a file shorter than stated with assets/incomplete, not assets/hash-mismatch', async () => {
    const set = await shippedSet();
    const net = readFileSync(models + set.embedder.file);
    writeFileSync(join(scratch, set.detector.file), readFileSync(models + set.detector.file));
    writeFileSync(join(scratch, set.embedder.file), net.subarray(0, 1000));
    expect(await errorMessageOf(openWith(set, scratch))).toMatch(
      /^assets\/incomplete: embedder\.bytes: embed\.onnx has 1000 of/,
    );
  });
});
