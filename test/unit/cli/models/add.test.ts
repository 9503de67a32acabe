import { execFile } from 'node:child_process';
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
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modelId } from '../../../../src/manifest/hash.ts';
import { readManifest } from '../../../../src/manifest/parse.ts';
import type { NetFile } from '../../../../src/manifest/types.ts';
import { createNodeVision } from '../../../../src/vision/node.ts';
import { runCli } from '../support.ts';
import {
  networks,
  PASSIVE_NET,
  type Publisher,
  publishedSet,
  publishedSetWithLiveness,
  startPublisher,
} from './models-publisher.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
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

const add = (target = folder) => runCli(['models', 'add', publisher.manifestUrl, target]);

describe('models add', () => {
  it('writes a set that can be opened, with hashes in the file names of the networks', async () => {
    const target = join(folder, 'public', 'models');
    const { exitCode, stdout, stderr } = await add(target);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining(`embedder: ${publisher.origin}/set/nets/`),
    });
    const { detector, embedder } = publishedSet();
    const files = [
      `find-${detector.sha256.slice(0, 8)}.onnx`,
      `tell-apart-${embedder.sha256.slice(0, 8)}.onnx`,
    ];
    expect(readdirSync(target).sort()).toEqual([...files, 'manifest.json'].sort());
    const written = readManifest(readFileSync(join(target, 'manifest.json'), 'utf8'));
    expect([written.detector.file, written.embedder.file]).toEqual(files);
    expect(stdout).toContain(await modelId(written));
    expect(await modelId(written)).toBe(await modelId(publishedSet()));
    for (const part of [written.detector.license, ...files]) expect(stdout).toContain(part);
    await (await createNodeVision(join(target, 'manifest.json'))).release();
  });

  it('takes the passive net of a set along', async () => {
    publisher.publish(publishedSetWithLiveness(), { [PASSIVE_NET]: { body: networks.embedder } });
    const { exitCode, stdout } = await add();
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('has no passive net');
    const { liveness } = readManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(liveness!.file).toBe(`alive-${liveness!.sha256.slice(0, 8)}.onnx`);
    expect(readdirSync(folder)).toContain(liveness!.file);
    await (await createNodeVision(join(folder, 'manifest.json'))).release();
  });

  it('says that a part of the liveness check is off without a passive net', async () => {
    expect((await add()).stdout).toContain('The set has no passive net');
  });

  it('accepts a manifest file whose networks are on a server', async () => {
    const modelSet = publishedSet();
    const onServer = (net: NetFile) => ({ ...net, file: `${publisher.origin}/set/${net.file}` });
    const file = join(folder, 'local.json');
    writeFileSync(
      file,
      JSON.stringify({
        ...modelSet,
        detector: onServer(modelSet.detector),
        embedder: onServer(modelSet.embedder),
      }),
    );
    expect((await runCli(['models', 'add', file, join(folder, 'set')])).exitCode).toBe(0);
    expect(readdirSync(join(folder, 'set'))).toHaveLength(3);
  });

  it('prints a note when the operating point was not measured', async () => {
    const modelSet = publishedSet();
    const publishRates = (frr: number, farRandom: number, farCrafted: number) =>
      publisher.publish({ ...modelSet, matching: { ...modelSet.matching, frr, farRandom, farCrafted } });
    publishRates(0, 0, 0);
    expect((await add()).stderr).toMatch(/was not measured\. Calibrate it/);
    publishRates(0.01, 0.0001, 0.0002);
    expect((await add()).stderr).not.toContain('not measured');
  });

  it('works without onnxruntime-node, and prints that the networks were not opened', async () => {
    const copy = join(folder, 'package');
    const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
    const installed = Object.keys(dependencies);
    mkdirSync(join(copy, 'node_modules'), { recursive: true });
    cpSync(`${root}src`, join(copy, 'src'), { recursive: true });
    cpSync(`${root}package.json`, join(copy, 'package.json'));
    for (const name of [...installed, 'tsx']) {
      mkdirSync(dirname(join(copy, 'node_modules', name)), { recursive: true });
      symlinkSync(`${root}node_modules/${name}`, join(copy, 'node_modules', name));
    }
    const args = ['--import', 'tsx', 'src/cli/main.ts', 'models', 'add', publisher.manifestUrl, 'models'];
    const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: copy });
    expect(stderr).toContain('The networks were not opened, because onnxruntime-node is not installed.');
    expect(readdirSync(join(copy, 'models'))).toHaveLength(3);
  });
});
