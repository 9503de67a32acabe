import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelSet } from '../../../../src/manifest/types.ts';
import { withNewerOperators } from '../../../support/onnx.ts';
import { runCli, startServer } from '../support.ts';
import {
  DETECTOR,
  EMBEDDER,
  MANIFEST,
  networks,
  type Publisher,
  publishedSet,
  startPublisher,
  withBytes,
} from './models-publisher.ts';

let publisher: Publisher;
let folder: string;

beforeAll(async () => {
  publisher = await startPublisher();
});
afterAll(() => publisher.close());
beforeEach(() => {
  publisher.publish(publishedSet());
  folder = mkdtempSync(join(tmpdir(), 'recognize-models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const list = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const htmlPage = { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' };
const notOnnx = new TextEncoder().encode('not a network');

const embedder = (change: (modelSet: ModelSet) => Partial<ModelSet['embedder']>) => () => {
  const modelSet = publishedSet();
  publisher.publish({ ...modelSet, embedder: { ...modelSet.embedder, ...change(modelSet) } });
};

const faults: [string, () => void, RegExp][] = [
  [
    'a missing manifest',
    () => publisher.publish(publishedSet(), { [MANIFEST]: { status: 404 } }),
    /^assets\/not-found: manifest: .*\/manifest\.json answered 404/,
  ],
  [
    'an HTML page instead of the manifest',
    () => publisher.publish(publishedSet(), { [MANIFEST]: htmlPage }),
    /^assets\/wrong-type: manifest: .* is an HTML page/,
  ],
  [
    'a manifest that is not JSON',
    () => publisher.publish(publishedSet(), { [MANIFEST]: { body: '{' } }),
    /^models\/manifest-invalid: manifest: expected JSON/,
  ],
  [
    'a missing field',
    embedder(() => ({ license: '' })),
    /^models\/manifest-invalid: embedder\.license: expected/,
  ],
  [
    'a forbidden network',
    () => publisher.publish(publishedSet(), { [EMBEDDER]: { status: 403 } }),
    /^assets\/not-found: embedder\.file: .* answered 403/,
  ],
  [
    'an HTML page instead of a network',
    () => publisher.publish(publishedSet(), { [EMBEDDER]: htmlPage }),
    /^assets\/wrong-type: embedder\.file: /,
  ],
  [
    'an interrupted download of a network',
    () => publisher.publish(publishedSet(), { [EMBEDDER]: { body: networks.embedder, cutAt: 70_000 } }),
    /^assets\/incomplete: embedder\.file: .* broke off after/,
  ],
  [
    'a network that is longer than its manifest states',
    () => publisher.publish(publishedSet(), { [EMBEDDER]: { body: networks.embedder, endless: true } }),
    /^assets\/hash-mismatch: embedder\.sha256: /,
  ],
  [
    'a manifest without end',
    () => publisher.publish(publishedSet(), { [MANIFEST]: { body: '{', endless: true } }),
    /^models\/manifest-invalid: manifest: expected JSON/,
  ],
  [
    'a truncated network',
    () => publisher.publish(publishedSet(), { [EMBEDDER]: { body: networks.embedder.subarray(9) } }),
    /^assets\/incomplete: embedder\.bytes: .* has \d+ of/,
  ],
  [
    'a changed network',
    () =>
      publisher.publish(publishedSet(), {
        [EMBEDDER]: { body: Buffer.from(networks.embedder).fill(1, 500, 501) },
      }),
    /^assets\/hash-mismatch: embedder\.sha256: /,
  ],
  [
    'a wrong length',
    embedder(({ embedder: { bytes } }) => ({ bytes: bytes - 1 })),
    /^models\/manifest-invalid: embedder\.bytes: expected/,
  ],
  [
    'an output that the network does not have',
    embedder(() => ({ output: { name: 'x' } })),
    /^models\/manifest-invalid: embedder\.output\.name: expected 'embedding'/,
  ],
  [
    'a file that is not ONNX',
    () => {
      const modelSet = publishedSet();
      publisher.publish(
        { ...modelSet, embedder: withBytes(modelSet.embedder, 'nets/tell%20apart.onnx', notOnnx) },
        { [EMBEDDER]: { body: notOnnx } },
      );
    },
    /^models\/model-invalid: embedder\.file: .*protobuf/,
  ],
  [
    'an operator set that is too new',
    () => {
      const modelSet = publishedSet();
      const bytes = withNewerOperators(networks.detector);
      publisher.publish(
        { ...modelSet, detector: withBytes(modelSet.detector, 'nets/find.onnx', bytes) },
        { [DETECTOR]: { body: bytes } },
      );
    },
    /^models\/model-invalid: detector\.file: .*Opset 99/,
  ],
];

describe('models add', () => {
  it.each(faults)('rejects %s, and leaves no file', async (_fault, publishFault, message) => {
    publishFault();
    const target = join(folder, 'public', 'models');
    const { exitCode, stdout, stderr } = await runCli(['models', 'add', publisher.manifestUrl, target]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    const lines = stderr.split('\n').filter((line) => !/^(detector|embedder): http/.test(line));
    expect(lines.join('\n')).toMatch(message);
    expect(list()).toEqual([]);
  });

  it('leaves the old set unchanged when the new one is rejected', async () => {
    await runCli(['models', 'add', publisher.manifestUrl, folder]);
    const contents = () => list().map((file) => [file, readFileSync(join(folder, file), 'base64')]);
    const before = contents();
    publisher.publish({ ...publishedSet(), id: 'newer' }, { [EMBEDDER]: { status: 500 } });
    expect((await runCli(['models', 'add', publisher.manifestUrl, folder])).exitCode).toBe(1);
    expect(contents()).toEqual(before);
  });

  it('returns 130 after an abort, and leaves no file', async () => {
    const controller = new AbortController();
    const slow = await startServer(async (path) => {
      if (path === MANIFEST) return { body: JSON.stringify(publishedSet()) };
      if (path === DETECTOR) return { body: networks.detector };
      controller.abort();
      return new Promise(() => {});
    });
    const args = ['models', 'add', `${slow.origin}${MANIFEST}`, join(folder, 'new')];
    const result = await runCli(args, { signal: controller.signal });
    await slow.close();
    expect(result).toMatchObject({ exitCode: 130, stdout: '' });
    expect(result.stderr).toMatch(/\nStopped\.$/);
    expect(list()).toEqual([]);
  });

  it.each([
    [['open-model-zo'], /^There is no set and no file named open-model-zo\. The sets are open-model-zoo\.$/],
    [['manifest.json', '--from', '.'], /^--from needs one of the sets open-model-zoo, not manifest\.json\.$/],
    [['open-model-zoo', ''], /^Name one model set or manifest, and optionally a folder\.$/],
    [['open-model-zoo', 'a', '--from', ''], /^--from needs a folder or an http\(s\) URL\.$/],
    [['open-model-zoo', 'a', 'b'], /^Name one model set or manifest, and optionally a folder\.$/],
  ])('rejects models add %s with exit code 2', async (args, message) => {
    const { exitCode, stdout, stderr } = await runCli(['models', 'add', ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each([
    'http://models.example/manifest.json',
    'ftp://models.example/manifest.json',
    'data:application/json,{}',
  ])('rejects the manifest URL %s with exit code 2', async (source) => {
    const { exitCode, stderr } = await runCli(['models', 'add', source, folder]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^A manifest needs an https URL or a file, not/);
  });
});
