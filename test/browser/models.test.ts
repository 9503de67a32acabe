import { expect } from '@open-wc/testing';
import { readManifest } from '../../src/manifest/parse.ts';
import type { ModelSet } from '../../src/manifest/types.ts';
import { createVision } from '../../src/vision/client.ts';
import { errorMessageOf } from '../support/error-code.ts';
import { withNewerOperators } from '../support/onnx.ts';

const assetsBase = new URL('/dist/assets/', location.href);
const models = new URL('models/', assetsBase);

const blobUrl = (content: BlobPart, type: string) => URL.createObjectURL(new Blob([content], { type }));
const read = async (file: string) => new Uint8Array(await (await fetch(new URL(file, models))).arrayBuffer());

/** The manifest fields of a file with this content. */
async function fileFields(bytes: Uint8Array<ArrayBuffer>) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { file: blobUrl(bytes, 'application/octet-stream'), sha256, bytes: bytes.length };
}

async function openAndClose(manifest: unknown): Promise<void> {
  const manifestUrl = blobUrl(JSON.stringify(manifest), 'application/json');
  (await createVision({ assetsBase, manifestUrl })).close();
}

type Change = (set: ModelSet) => unknown | Promise<unknown>;
const embedder = (set: ModelSet, change: object) => ({ ...set, embedder: { ...set.embedder, ...change } });
const detector = (set: ModelSet, change: object) => ({ ...set, detector: { ...set.detector, ...change } });
const passiveNet = (set: ModelSet, change: object) => ({ ...set, liveness: { ...set.liveness, ...change } });
const zeroCenter = (dimension: number) => btoa('\0'.repeat(4 * dimension));

const cases: [string, Change, RegExp][] = [
  [
    'a missing field',
    (s) => embedder(s, { license: undefined }),
    /^models\/manifest-invalid: embedder\.license: /,
  ],
  [
    'a wrong input name',
    (s) => detector(s, { input: { ...s.detector.input, name: 'x' } }),
    /^models\/manifest-invalid: detector\.input\.name: expected 'input'/,
  ],
  [
    'a wrong shape',
    (s) => embedder(s, { input: { ...s.embedder.input, width: 96 } }),
    /^models\/manifest-invalid: embedder\.input: the net does not run on 1 × 3 × 80 × 96/,
  ],
  [
    'a wrong decoder',
    (s) => detector(s, { decoder: 'yunet' }),
    /^models\/manifest-invalid: detector\.decoder: /,
  ],
  [
    'a wrong output name',
    (s) => embedder(s, { output: { name: 'x' } }),
    /^models\/manifest-invalid: embedder\.output\.name: /,
  ],
  [
    'a wrong dimension',
    (s) => ({ ...embedder(s, { dimension: 128 }), matching: { ...s.matching, center: zeroCenter(128) } }),
    /^models\/manifest-invalid: embedder\.dimension: expected 256/,
  ],
  [
    'a missing file',
    (s) => detector(s, { file: new URL('/nowhere.onnx', location.href).href }),
    /^assets\/not-found: detector\.file: .* answered 404/,
  ],
  [
    'a wrong hash',
    (s) => embedder(s, { sha256: '0'.repeat(64) }),
    /^assets\/hash-mismatch: embedder\.sha256: /,
  ],
  [
    'a wrong hash of the passive net',
    (s) => passiveNet(s, { sha256: '0'.repeat(64) }),
    /^assets\/hash-mismatch: liveness\.sha256: /,
  ],
  [
    'a wrong number of classes of the passive net',
    (s) => passiveNet(s, { output: { ...s.liveness!.output, classes: 7 } }),
    /^models\/manifest-invalid: liveness\.output\.classes: /,
  ],
  [
    'a wrong length',
    (s) => detector(s, { bytes: s.detector.bytes + 1 }),
    /^models\/manifest-invalid: detector\.bytes: /,
  ],
  [
    'a truncated file',
    async (s) => embedder(s, { file: (await fileFields((await read('embed.onnx')).slice(0, 1000))).file }),
    /^assets\/incomplete: embedder\.bytes: .* has 1000 of /,
  ],
  [
    'a file that is not ONNX',
    async (s) => embedder(s, await fileFields(new TextEncoder().encode('not a net'))),
    /^models\/model-invalid: embedder\.file: .*protobuf/,
  ],
  [
    'an operator set that is too new',
    async (s) => detector(s, await fileFields(withNewerOperators(await read('detect.onnx')))),
    /^models\/model-invalid: detector\.file: .*Opset 99/s,
  ],
];

describe('a manifest of the host', function () {
  this.timeout(120_000);
  let shipped: ModelSet;
  before(async () => {
    const set = readManifest(await (await fetch(new URL('manifest.json', models))).text());
    const absolute = (net: { file: string }) => ({ file: new URL(net.file, models).href });
    const nets = embedder(detector(set, absolute(set.detector)), absolute(set.embedder));
    shipped = passiveNet(nets, absolute(set.liveness!)) as ModelSet;
  });

  it('opens when it describes its nets correctly', async () => {
    expect(await errorMessageOf(openAndClose(shipped))).to.equal('none');
  });

  it('opens without a passive net', async () => {
    expect(await errorMessageOf(openAndClose({ ...shipped, liveness: undefined }))).to.equal('none');
  });

  for (const [name, change, expected] of cases) {
    it(`is rejected with ${name}, and the error names the field`, async () => {
      expect(await errorMessageOf(openAndClose(await change(shipped)))).to.match(expected);
    });
  }
});
