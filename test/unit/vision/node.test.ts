import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { sha256Hex } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { createNodeVision } from '../../../src/vision/node.ts';
import { checkNets } from '../../../src/vision/pipeline/check.ts';
import type { NetSession } from '../../../src/vision/pipeline/session.ts';
import { withNewerOperators } from '../../support/onnx.ts';

const models = fileURLToPath(new URL('../../../models/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'recognize-nets-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The shipped set, its hashes true to the files that lie there now. */
async function shipped(): Promise<ModelSet> {
  const set = JSON.parse(readFileSync(`${models}manifest.json`, 'utf8')) as ModelSet;
  const hashed = async <T extends { file: string }>(net: T) => {
    const bytes = new Uint8Array(readFileSync(models + net.file));
    return { ...net, sha256: await sha256Hex(bytes), bytes: bytes.length };
  };
  return { ...set, detector: await hashed(set.detector), embedder: await hashed(set.embedder) };
}

async function openWith(set: unknown, modelsFolder = models) {
  const path = join(scratch, 'manifest.json');
  writeFileSync(path, typeof set === 'string' ? set : JSON.stringify(set));
  return createNodeVision(path, { modelsFolder });
}

async function failure(opened: Promise<unknown>): Promise<string> {
  try {
    await opened;
  } catch (error) {
    expect(error).toBeInstanceOf(RecognizeError);
    const { code, detail } = error as RecognizeError;
    return `${code} ${detail}`;
  }
  return 'opened';
}

type Change = (set: ModelSet) => unknown;
const wrong: [string, Change, RegExp][] = [
  [
    'input name of the detector',
    (s) => ({ ...s, detector: { ...s.detector, input: { ...s.detector.input, name: 'x' } } }),
    /^models\/manifest-invalid detector\.input\.name: expected 'input'/,
  ],
  [
    'size of the embedder',
    (s) => ({ ...s, embedder: { ...s.embedder, input: { ...s.embedder.input, width: 96 } } }),
    /^models\/manifest-invalid embedder\.input: the net does not run on 1 × 3 × 80 × 96/,
  ],
  [
    'decoder',
    (s) => ({ ...s, detector: { ...s.detector, decoder: 'yunet' } }),
    /^models\/manifest-invalid detector\.decoder: expected a net with an output 'cls_/,
  ],
  [
    'stride',
    (s) => ({ ...s, detector: { ...s.detector, strides: [64] } }),
    /^models\/manifest-invalid detector\.decoder: expected a net with an output 'score_64'/,
  ],
  [
    'output name of the embedder',
    (s) => ({ ...s, embedder: { ...s.embedder, output: { name: 'x' } } }),
    /^models\/manifest-invalid embedder\.output\.name: expected 'embedding'/,
  ],
  [
    'dimension',
    (s) => ({
      ...s,
      embedder: { ...s.embedder, dimension: 128 },
      matching: { ...s.matching, center: btoa('\0'.repeat(512)) },
    }),
    /^models\/manifest-invalid embedder\.dimension: expected 256/,
  ],
  [
    'hash',
    (s) => ({ ...s, embedder: { ...s.embedder, sha256: '0'.repeat(64) } }),
    /^assets\/hash-mismatch embedder\.sha256/,
  ],
  [
    'length',
    (s) => ({ ...s, detector: { ...s.detector, bytes: s.detector.bytes - 1 } }),
    /^models\/manifest-invalid detector\.bytes: expected \d+, the length of detect\.onnx/,
  ],
  [
    'file',
    (s) => ({ ...s, detector: { ...s.detector, file: 'gone.onnx' } }),
    /^assets\/not-found detector\.file: gone\.onnx/,
  ],
  ['manifest that is not JSON', () => '<!doctype html>', /^models\/manifest-invalid manifest: expected JSON/],
];

describe('the shipped set', () => {
  it('opens, and sees no face in an empty picture', async () => {
    const vision = await openWith(await shipped());
    const empty = { width: 64, height: 48, data: new Uint8ClampedArray(64 * 48 * 4).fill(128) };
    const seen = await vision.observe(empty, { embed: true });
    expect(seen).toMatchObject({ width: 64, height: 48, faces: 0 });
    expect(seen.embedding).toBeUndefined();
    await vision.release();
  });

  it('embeds to unit length', async () => {
    const vision = await openWith(await shipped());
    const frame = {
      width: 90,
      height: 90,
      data: Uint8ClampedArray.from({ length: 32400 }, (_, i) => (i * 37) % 251),
    };
    const points = vision.modelSet.embedder.template.map(([x, y]) => ({ x, y }));
    const embedding = await vision.embed(frame, points as never);
    expect(embedding).toHaveLength(256);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
    await vision.release();
  });

  it('embeds the mirror image of a face as it embeds the face in a mirrored input', async () => {
    const vision = await openWith(await shipped());
    const { embedder } = vision.modelSet;
    const { width, height } = embedder.input;
    const pixels = Array.from({ length: width * height }, (_, i) => [(i * 37) % 251, i % 241, i % 13, 255]);
    const flip = (_: unknown, i: number) => pixels[i - (i % width) + width - 1 - (i % width)]!;
    const frameOf = (data: number[][]) => ({ width, height, data: Uint8ClampedArray.from(data.flat()) });
    const points = embedder.template.map(([x, y]) => ({ x, y })) as never;
    const mirrored = await vision.embed(frameOf(pixels), points, true);
    const flipped = await vision.embed(frameOf(pixels.map(flip)), points);
    expect(mirrored).toEqual(flipped);
    await vision.release();
  });

  it.each(wrong)('with a wrong %s names the field', async (_name, change, expected) => {
    expect(await failure(openWith(change(await shipped())))).toMatch(expected);
  });

  it.each([
    [
      { normalised: true },
      [3, 4],
      /^models\/manifest-invalid embedder\.normalised: expected false: .* length 5\.00/,
    ],
    [{ normalised: false }, [3, 4], /^opened/],
    [{ normalised: false }, [3, Number.NaN], /^models\/self-test-failed embedder: not finite/],
  ])('holds the embedder against %j when it gives %j', async (claim, values, expected) => {
    const set = await shipped();
    const answering = (data: readonly number[], names: readonly string[]): NetSession => ({
      inputNames: ['input'],
      outputNames: names,
      run: async () =>
        Object.fromEntries(names.map((name) => [name, { data: Float32Array.from(data), dims: [] }])),
      release: async () => {},
    });
    const checked = checkNets(
      {
        ...set,
        detector: { ...set.detector, strides: [] },
        embedder: { ...set.embedder, ...claim, dimension: 2 },
      },
      answering([], []),
      answering(values, ['embedding']),
    );
    expect(await failure(checked)).toMatch(expected);
  });

  it('says that there is no manifest', async () => {
    const opened = createNodeVision(join(scratch, 'nowhere.json'));
    expect(await failure(opened)).toMatch(/^assets\/not-found manifest: .*nowhere\.json/);
  });

  const broken: [string, (net: Uint8Array) => Uint8Array, RegExp][] = [
    ['not ONNX', () => new TextEncoder().encode('<!doctype html><title>not a net</title>'), /protobuf/],
    ['cut off', (net) => net.subarray(0, net.length / 2), /protobuf/],
    ['of an operator set that is too new', withNewerOperators, /Opset 99/],
  ];
  it.each(broken)('with an embedder that is %s names the field', async (_name, change, reason) => {
    const set = await shipped();
    const bytes = Uint8Array.from(change(readFileSync(models + set.embedder.file)));
    writeFileSync(join(scratch, set.detector.file), readFileSync(models + set.detector.file));
    writeFileSync(join(scratch, set.embedder.file), bytes);
    const named = { sha256: await sha256Hex(bytes), bytes: bytes.length };
    const opened = openWith({ ...set, embedder: { ...set.embedder, ...named } }, scratch);
    const text = await failure(opened);
    expect(text).toMatch(/^models\/model-invalid embedder\.file: not a net that onnxruntime opens: /);
    expect(text).toMatch(reason);
  });

  it('tells a file that was cut off on the way from another file', async () => {
    const set = await shipped();
    const net = readFileSync(models + set.embedder.file);
    writeFileSync(join(scratch, set.detector.file), readFileSync(models + set.detector.file));
    writeFileSync(join(scratch, set.embedder.file), net.subarray(0, 1000));
    expect(await failure(openWith(set, scratch))).toMatch(
      /^assets\/incomplete embedder\.bytes: embed\.onnx has 1000 of/,
    );
  });
});
