import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNodeVision } from 'recognize-elements/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolder } from '../support/data-folder.ts';
import { hasOpenssl, startPublishers } from './support/publisher.ts';

const program = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url));
const zoo = join(dataFolder, 'models/face-reidentification-retail-0095/face-reidentification-retail-0095');
const files = [`${zoo}.xml`, `${zoo}.bin`, join(dataFolder, 'models/yunet_n.onnx')];
const hasData = files.every((file) => existsSync(file));
const zooFolder =
  'https://storage.openvinotoolkit.org/repositories/open_model_zoo/2023.0/models_bin/1/face-reidentification-retail-0095/FP16';
const sources = [
  `${zooFolder}/face-reidentification-retail-0095.xml`,
  `${zooFolder}/face-reidentification-retail-0095.bin`,
  'https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/0047ac24afb1a50a0c6105001c89d1b5b805dbf1/onnx/yunet_n_dynamic.onnx',
].map((url) => new URL(url));
const names = sources.map(({ pathname }) => pathname.split('/').at(-1)!);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-zoo-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  /** Without the addresses of the downloads. */
  readonly errors: string;
}

/** Runs the built command with the environment of this process, without its proxy. */
function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { PATH } = process.env;
  return new Promise((resolve) => {
    const options = { env: { PATH, ...environment } };
    const child = execFile(process.execPath, [program, ...args], options, (_error, stdout, stderr) => {
      const errors = stderr.split('\n').filter((line) => !/^https?:\S+, \d+ bytes$/.test(line));
      resolve({ exitCode: child.exitCode ?? -1, stdout, errors: errors.join('\n').trim() });
    });
  });
}

const list = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const addFrom = (from: string) =>
  run(['models', 'add', 'open-model-zoo', join(folder, 'public/models'), '--from', from]);

interface Mirror {
  readonly url: string;
  stop(): void;
}

/** A mirror of the given contents by name. A content that is cut ends the connection in the middle. */
async function startMirror(
  contents: Readonly<Record<string, { bytes: Uint8Array; cutAt?: number }>>,
): Promise<Mirror> {
  const server = createServer((request, response) => {
    const content = contents[request.url!.slice(1)];
    response.writeHead(content === undefined ? 404 : 200, { 'content-length': content?.bytes.length ?? 0 });
    if (content?.cutAt === undefined) response.end(content?.bytes);
    else response.write(content.bytes.subarray(0, content.cutAt), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop };
}

describe('models add open-model-zoo', () => {
  it('reports an unreachable proxy with one error, and leaves no file', async () => {
    const environment = { HTTPS_PROXY: 'http://user:secret@127.0.0.1:9' };
    const { exitCode, stdout, errors } = await run(
      ['models', 'add', 'open-model-zoo', join(folder, 'a/b')],
      environment,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(errors).toMatch(
      /^assets\/not-found: face-reidentification-retail-0095\.xml: https:.*ECONNREFUSED.*HTTPS_PROXY is set.*$/,
    );
    expect(errors).not.toContain('secret');
    expect(list()).toEqual([]);
  });

  it('reports a mirror without the files with one error, and leaves no file', async () => {
    const mirror = await startMirror({});
    const { exitCode, stdout, errors } = await addFrom(mirror.url);
    mirror.stop();
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(errors).toMatch(
      /^assets\/not-found: face-reidentification-retail-0095\.xml: http:\S+ answered 404 .*$/,
    );
    expect(list()).toEqual([]);
  });

  it('reports a folder without the files with one error, and leaves no file', async () => {
    const { exitCode, stdout, errors } = await addFrom(folder);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(errors).toMatch(
      / has no file with the content of .*\.xml .* and .*\.bin .* and yunet_n_dynamic\.onnx .*$/,
    );
    expect(list()).toEqual([]);
  });
});

describe.skipIf(!hasData)(
  'models add open-model-zoo with the published files (skipped without ../shared/data)',
  () => {
    const published = () =>
      Object.fromEntries(names.map((name, i) => [name, { bytes: readFileSync(files[i]!) }]));

    /** Names and hashes of the files in a folder. */
    const hashesIn = (path: string) =>
      readdirSync(path)
        .sort()
        .map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(path, name)))
            .digest('hex'),
        ]);

    /** Opens the set, which checks lengths and hashes. @returns its manifest */
    async function openSet(path: string) {
      const vision = await createNodeVision(join(path, 'manifest.json'));
      await vision.release();
      return vision.modelSet;
    }

    it('finds the files in a folder under other names, and keeps the other files of the target', async () => {
      const [from, target] = [join(folder, 'from'), join(folder, 'models')];
      cpSync(dirname(files[0]!), join(from, 'deep'), { recursive: true });
      copyFileSync(files[2]!, join(from, 'detector'));
      mkdirSync(target);
      writeFileSync(join(target, 'robots.txt'), 'x');
      const { exitCode, stdout, errors } = await run([
        'models',
        'add',
        'open-model-zoo',
        target,
        '--from',
        from,
      ]);
      expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
      expect(stdout).toMatch(/Apache-2\.0/);
      expect(stdout).toMatch(/No function is switched off/);
      expect(stdout).toMatch(/means of three pictures {2}FNMR 0\.024 %, FMR 0\.00099 %/);
      expect(stdout).toMatch(/single pictures {10}FNMR 4\.7 %, FMR 0\.00055 %/);
      const modelSet = await openSet(target);
      expect(modelSet.id).toBe('open-model-zoo-1');
      const nets = [modelSet.detector, modelSet.embedder, modelSet.liveness].flatMap(
        (net) => net?.file ?? [],
      );
      expect(readdirSync(target).sort()).toEqual(['manifest.json', 'robots.txt', ...nets].sort());
    });

    it('writes the same bytes from the data folder, from a mirror and again', async () => {
      const mirror = await startMirror(published());
      const target = join(folder, 'public/models');
      expect((await addFrom(mirror.url)).exitCode).toBe(0);
      mirror.stop();
      const first = hashesIn(target);
      expect((await addFrom(dataFolder)).exitCode).toBe(0);
      expect(hashesIn(target)).toEqual(first);
    });

    it.skipIf(!hasOpenssl)(
      'downloads from the addresses of the publishers, through the proxy of HTTPS_PROXY (skipped without openssl)',
      async () => {
        const hosts = [...new Set(sources.map(({ host }) => host))];
        const contents = Object.fromEntries(sources.map(({ href }, i) => [href, readFileSync(files[i]!)]));
        const publishers = await startPublishers(hosts, contents);
        const target = join(folder, 'models');
        const { exitCode, errors } = await run(['models', 'add', 'open-model-zoo', target], {
          HTTPS_PROXY: publishers.proxy,
          NODE_EXTRA_CA_CERTS: publishers.certificate,
        });
        publishers.stop();
        expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
        expect(publishers.requests).toEqual(sources.map(({ href }) => href));
        expect(new Set(publishers.tunnels)).toEqual(new Set(hosts.map((host) => `${host}:443`)));
        expect((await openSet(target)).id).toBe('open-model-zoo-1');
      },
    );

    const changed = (bytes: Uint8Array) => Uint8Array.from(bytes).fill(7, 100, 101);
    it.each<[string, (name: string, bytes: Uint8Array) => { bytes: Uint8Array; cutAt?: number }, RegExp]>([
      [
        'has another hash',
        (_, bytes) => ({ bytes: changed(bytes) }),
        /^assets\/hash-mismatch: \S+: the content of .* sha\d+ [0-9a-f]+ \(see/,
      ],
      [
        'is interrupted',
        (_, bytes) => ({ bytes, cutAt: 70_000 }),
        /^assets\/incomplete: \S+: .* broke off after \d+ bytes/,
      ],
    ])('reports one error when a download %s, and leaves the old set', async (_title, fault, message) => {
      const target = join(folder, 'public/models');
      expect((await addFrom(dataFolder)).exitCode).toBe(0);
      const before = hashesIn(target);
      for (const name of names) {
        const good = published();
        const mirror = await startMirror({ ...good, [name]: fault(name, good[name]!.bytes) });
        const { exitCode, stdout, errors } = await addFrom(mirror.url);
        mirror.stop();
        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
        expect(errors).toMatch(message);
        expect(errors.split('\n')).toHaveLength(1);
        expect(hashesIn(target)).toEqual(before);
      }
    });

    const inNamespace = (script: string) =>
      spawnSync('unshare', ['--mount', '--map-root-user', 'sh', '-c', script], { encoding: 'utf8' });
    const canMount = inNamespace('mount -t tmpfs none /mnt').status === 0;
    it.skipIf(!canMount)(
      'reports a full disk with one error, and leaves no file (skipped where mounts are not permitted)',
      () => {
        const script = `mount -t tmpfs -o size=1m none '${folder}' &&
        node '${program}' models add open-model-zoo '${folder}/a/b' --from '${dataFolder}'
        echo "exit $?"; ls -A '${folder}'`;
        const { stdout, stderr } = inNamespace(script);
        expect(stderr).toMatch(/^\S+\/a\/b cannot be written: the disk is full\. Nothing was changed\.\n$/);
        expect(stdout).toBe('exit 1\n');
      },
    );
  },
);
