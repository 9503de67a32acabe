import { expect } from '@open-wc/testing';
import { RecognizeError } from '../../src/errors.ts';
import type { ModelSet } from '../../src/manifest/types.ts';
import { createVision } from '../../src/vision/client.ts';
import { withNewerOperators } from '../support/onnx.ts';

const assetsBase = new URL('/dist/assets/', location.href);
const models = new URL('models/', assetsBase);

const addressOf = (content: BlobPart, type: string) => URL.createObjectURL(new Blob([content], { type }));
const read = async (file: string) => new Uint8Array(await (await fetch(new URL(file, models))).arrayBuffer());

/** A net's file under another content, described truly. */
async function described(bytes: Uint8Array<ArrayBuffer>) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { file: addressOf(bytes, 'application/octet-stream'), sha256, bytes: bytes.length };
}

/** What a set fails with, its nets lying where the shipped ones lie. */
async function failure(set: unknown): Promise<string> {
  const manifestUrl = addressOf(JSON.stringify(set), 'application/json');
  try {
    (await createVision({ assetsBase, manifestUrl })).close();
    return 'opened';
  } catch (error) {
    expect(error).to.be.instanceOf(RecognizeError);
    return `${(error as RecognizeError).code} ${(error as RecognizeError).detail}`;
  }
}

type Change = (set: ModelSet) => unknown | Promise<unknown>;
const embedder = (set: ModelSet, change: object) => ({ ...set, embedder: { ...set.embedder, ...change } });
const detector = (set: ModelSet, change: object) => ({ ...set, detector: { ...set.detector, ...change } });
const center = (dimension: number) => btoa('\0'.repeat(4 * dimension));

const wrong: [string, Change, RegExp][] = [
  [
    'field that is missing',
    (s) => embedder(s, { licence: undefined }),
    /^models\/manifest-invalid embedder\.licence: /,
  ],
  [
    'input name',
    (s) => detector(s, { input: { ...s.detector.input, name: 'x' } }),
    /^models\/manifest-invalid detector\.input\.name: expected 'input'/,
  ],
  [
    'shape',
    (s) => embedder(s, { input: { ...s.embedder.input, width: 96 } }),
    /^models\/manifest-invalid embedder\.input: the net does not run on 1 × 3 × 80 × 96/,
  ],
  ['decoder', (s) => detector(s, { decoder: 'yunet' }), /^models\/manifest-invalid detector\.decoder: /],
  [
    'output name',
    (s) => embedder(s, { output: { name: 'x' } }),
    /^models\/manifest-invalid embedder\.output\.name: /,
  ],
  [
    'dimension',
    (s) => ({ ...embedder(s, { dimension: 128 }), matching: { ...s.matching, center: center(128) } }),
    /^models\/manifest-invalid embedder\.dimension: expected 256/,
  ],
  [
    'file',
    (s) => detector(s, { file: new URL('/nowhere.onnx', location.href).href }),
    /^assets\/not-found detector\.file: .* answered 404/,
  ],
  ['hash', (s) => embedder(s, { sha256: '0'.repeat(64) }), /^assets\/hash-mismatch embedder\.sha256: /],
  [
    'length',
    (s) => detector(s, { bytes: s.detector.bytes + 1 }),
    /^models\/manifest-invalid detector\.bytes: /,
  ],
  [
    'file that is cut off',
    async (s) => embedder(s, { file: (await described((await read('embed.onnx')).slice(0, 1000))).file }),
    /^assets\/incomplete embedder\.bytes: .* has 1000 of /,
  ],
  [
    'file that is not ONNX',
    async (s) => embedder(s, await described(new TextEncoder().encode('not a net'))),
    /^models\/model-invalid embedder\.file: .*protobuf/,
  ],
  [
    'operator set that is too new',
    async (s) => detector(s, await described(withNewerOperators(await read('detect.onnx')))),
    /^models\/model-invalid detector\.file: .*Opset 99/s,
  ],
];

describe('a manifest of others', function () {
  this.timeout(120_000);
  let shipped: ModelSet;
  before(async () => {
    const set: ModelSet = await (await fetch(new URL('manifest.json', models))).json();
    const file = (net: { file: string }) => ({ file: new URL(net.file, models).href });
    shipped = embedder(detector(set, file(set.detector)) as ModelSet, file(set.embedder)) as ModelSet;
  });

  it('is taken when it is right', async () => {
    expect(await failure(shipped)).to.equal('opened');
  });

  for (const [name, change, expected] of wrong) {
    it(`with a wrong ${name} names the field`, async () => {
      expect(await failure(await change(shipped))).to.match(expected);
    });
  }
});
