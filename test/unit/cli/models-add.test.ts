import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modelId } from '../../../src/manifest/hash.ts';
import { readManifest } from '../../../src/manifest/parse.ts';
import type { ModelSet, NetFile } from '../../../src/manifest/types.ts';
import { createNodeVision } from '../../../src/vision/node.ts';
import { withNewerOperators } from '../../support/onnx.ts';
import { type Reply, serve, tell } from './support.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const nets = {
  detector: readFileSync(`${root}models/detect.onnx`),
  embedder: readFileSync(`${root}models/embed.onnx`),
};

const describeNet = <Net extends NetFile>(net: Net, file: string, bytes: Uint8Array): Net => ({
  ...net,
  file,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
});

/** The shipped set as another publisher would lay it out. */
function published(): ModelSet {
  const set = JSON.parse(readFileSync(`${root}models/manifest.json`, 'utf8')) as ModelSet;
  return {
    ...set,
    detector: describeNet(set.detector, 'nets/find.onnx', nets.detector),
    embedder: describeNet(set.embedder, 'nets/tell%20apart.onnx', nets.embedder),
  };
}

let replies: Record<string, Reply>;
let server: Awaited<ReturnType<typeof serve>>;
let folder: string;
beforeAll(async () => {
  server = await serve((path) => replies[path]);
});
afterAll(() => server.close());
beforeEach(() => {
  publish(published());
  folder = mkdtempSync(join(tmpdir(), 'recognize-models-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function publish(set: unknown, changed: Record<string, Reply> = {}): void {
  replies = {
    '/set/manifest.json': { body: JSON.stringify(set) },
    '/set/nets/find.onnx': { body: nets.detector },
    '/set/nets/tell%20apart.onnx': { body: nets.embedder },
    ...changed,
  };
}

const address = () => `${server.origin}/set/manifest.json`;
const list = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('models add', () => {
  it('writes a set that opens, the nets named by their hashes', async () => {
    const target = join(folder, 'public', 'models');
    const { status, out, err } = await tell(['models', 'add', address(), target]);
    expect({ status, err }).toEqual({
      status: 0,
      err: expect.stringContaining(`embedder: ${server.origin}/set/nets/`),
    });
    const { detector, embedder } = published();
    const files = [
      `find-${detector.sha256.slice(0, 8)}.onnx`,
      `tell-apart-${embedder.sha256.slice(0, 8)}.onnx`,
    ];
    expect(readdirSync(target).sort()).toEqual([...files, 'manifest.json'].sort());
    const written = readManifest(readFileSync(join(target, 'manifest.json'), 'utf8'));
    expect([written.detector.file, written.embedder.file]).toEqual(files);
    expect(out).toContain(await modelId(written));
    expect(await modelId(written)).toBe(await modelId(published()));
    for (const text of [written.detector.license, ...files]) expect(out).toContain(text);
    await (await createNodeVision(join(target, 'manifest.json'))).release();
  });

  it('takes a manifest from a file, with nets that lie elsewhere', async () => {
    const set = published();
    const elsewhere = (net: NetFile) => ({ ...net, file: `${server.origin}/set/${net.file}` });
    writeFileSync(
      join(folder, 'mine.json'),
      JSON.stringify({ ...set, detector: elsewhere(set.detector), embedder: elsewhere(set.embedder) }),
    );
    expect((await tell(['models', 'add', join(folder, 'mine.json'), join(folder, 'set')])).status).toBe(0);
    expect(readdirSync(join(folder, 'set'))).toHaveLength(3);
  });

  it('says when the operating point was not measured', async () => {
    const set = published();
    publish({ ...set, matching: { ...set.matching, frr: 0, farRandom: 0, farCrafted: 0 } });
    expect((await tell(['models', 'add', address(), folder])).err).toMatch(/was not measured: calibrate it/);
    publish({ ...set, matching: { ...set.matching, frr: 0.01, farRandom: 0.0001, farCrafted: 0.0002 } });
    expect((await tell(['models', 'add', address(), folder])).err).not.toContain('not measured');
  });

  const page = { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' };
  const net = '/set/nets/tell%20apart.onnx';
  const notANet = new TextEncoder().encode('not a net');
  const embedder = (change: (set: ModelSet) => Partial<ModelSet['embedder']>) => () => {
    const set = published();
    publish({ ...set, embedder: { ...set.embedder, ...change(set) } });
  };
  const wrong: [string, () => void, RegExp][] = [
    [
      'no manifest',
      () => publish(published(), { '/set/manifest.json': { status: 404 } }),
      /^assets\/not-found: manifest: .*\/manifest\.json answered 404/,
    ],
    [
      'a page in place of the manifest',
      () => publish(published(), { '/set/manifest.json': page }),
      /^assets\/wrong-type: manifest: .* is an HTML page/,
    ],
    [
      'a manifest that is not JSON',
      () => publish(published(), { '/set/manifest.json': { body: '{' } }),
      /^models\/manifest-invalid: manifest: expected JSON/,
    ],
    [
      'a field that is missing',
      embedder(() => ({ license: '' })),
      /^models\/manifest-invalid: embedder\.license: expected/,
    ],
    [
      'no net',
      () => publish(published(), { [net]: { status: 403 } }),
      /^assets\/not-found: embedder\.file: .* answered 403/,
    ],
    [
      'a page in place of a net',
      () => publish(published(), { [net]: page }),
      /^assets\/wrong-type: embedder\.file: /,
    ],
    [
      'a net that breaks off',
      () => publish(published(), { [net]: { body: nets.embedder, cutAt: 70_000 } }),
      /^assets\/incomplete: embedder\.file: .* broke off after/,
    ],
    [
      'a net that never ends',
      () => publish(published(), { [net]: { body: nets.embedder, endless: true } }),
      /^assets\/hash-mismatch: embedder\.sha256: /,
    ],
    [
      'a manifest that never ends',
      () => publish(published(), { '/set/manifest.json': { body: '{', endless: true } }),
      /^models\/manifest-invalid: manifest: expected JSON/,
    ],
    [
      'half a net',
      () => publish(published(), { [net]: { body: nets.embedder.subarray(9) } }),
      /^assets\/incomplete: embedder\.bytes: .* has \d+ of/,
    ],
    [
      'another net',
      () => publish(published(), { [net]: { body: Buffer.from(nets.embedder).fill(1, 500, 501) } }),
      /^assets\/hash-mismatch: embedder\.sha256: /,
    ],
    [
      'a wrong length',
      embedder(({ embedder: { bytes } }) => ({ bytes: bytes - 1 })),
      /^models\/manifest-invalid: embedder\.bytes: expected/,
    ],
    [
      'an output that the net has not',
      embedder(() => ({ output: { name: 'x' } })),
      /^models\/manifest-invalid: embedder\.output\.name: expected 'embedding'/,
    ],
    [
      'what is not ONNX',
      () => {
        const set = published();
        publish(
          { ...set, embedder: describeNet(set.embedder, 'nets/tell%20apart.onnx', notANet) },
          { [net]: { body: notANet } },
        );
      },
      /^models\/model-invalid: embedder\.file: .*protobuf/,
    ],
    [
      'operators that are too new',
      () => {
        const set = published();
        const bytes = withNewerOperators(nets.detector);
        publish(
          { ...set, detector: describeNet(set.detector, 'nets/find.onnx', bytes) },
          { '/set/nets/find.onnx': { body: bytes } },
        );
      },
      /^models\/model-invalid: detector\.file: .*Opset 99/,
    ],
  ];

  it.each(wrong)('%s: names the field and leaves nothing behind', async (_name, change, sentence) => {
    change();
    const { status, out, err } = await tell(['models', 'add', address(), join(folder, 'public', 'models')]);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(
      err
        .split('\n')
        .filter((line) => !/^(detector|embedder): http/.test(line))
        .join('\n'),
    ).toMatch(sentence);
    expect(list()).toEqual([]);
  });

  it('leaves the old set whole when the new one fails', async () => {
    await tell(['models', 'add', address(), folder]);
    const before = list().map((file) => [file, readFileSync(join(folder, file), 'base64')]);
    publish({ ...published(), id: 'newer' }, { [net]: { status: 500 } });
    expect((await tell(['models', 'add', address(), folder])).status).toBe(1);
    expect(list().map((file) => [file, readFileSync(join(folder, file), 'base64')])).toEqual(before);
  });

  it('stops when told to, and leaves nothing behind', async () => {
    const stop = new AbortController();
    replies[net] = undefined as never;
    const slow = await serve(async (path) => {
      if (path !== net) return replies[path];
      stop.abort();
      return new Promise(() => {});
    });
    const told = await tell(['models', 'add', `${slow.origin}/set/manifest.json`, join(folder, 'new')], {
      signal: stop.signal,
    });
    await slow.close();
    expect(told).toMatchObject({ status: 130, out: '' });
    expect(told.err).toMatch(/\nStopped\.$/);
    expect(list()).toEqual([]);
  });

  it.each([
    'http://models.example/manifest.json',
    'ftp://models.example/manifest.json',
    'data:application/json,{}',
  ])('does not take a manifest from %s', async (source) => {
    const { status, err } = await tell(['models', 'add', source, folder]);
    expect(status).toBe(2);
    expect(err).toMatch(/^A manifest comes over https or from a file, not over/);
  });

  it('works without onnxruntime-node, and says what was not checked', async () => {
    const copy = join(folder, 'package');
    mkdirSync(join(copy, 'node_modules'), { recursive: true });
    cpSync(`${root}src`, join(copy, 'src'), { recursive: true });
    cpSync(`${root}package.json`, join(copy, 'package.json'));
    for (const name of ['jose', '@hpke', '@noble', 'valibot', 'tsx'])
      symlinkSync(`${root}node_modules/${name}`, join(copy, 'node_modules', name));
    const args = ['--import', 'tsx', 'src/cli/main.ts', 'models', 'add', address(), 'models'];
    const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: copy });
    expect(stderr).toContain('The nets were not opened, because onnxruntime-node is not installed here.');
    expect(readdirSync(join(copy, 'models'))).toHaveLength(3);
  });
});
