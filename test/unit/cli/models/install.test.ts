import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { install } from '../../../../src/cli/models/install.ts';
import { networks, publishedSet } from './models-publisher.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const set = () => ({
  modelSet: publishedSet(),
  nets: {
    detector: new Uint8Array(networks.detector),
    embedder: new Uint8Array(networks.embedder),
  },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-install-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const installInto = (path: string) => install(set(), path, new AbortController().signal);
const list = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** Runs a shell script in a mount namespace of its own, so that its mounts end with it. */
const inNamespace = (script: string) =>
  spawnSync('unshare', ['--mount', '--map-root-user', 'sh', '-c', script], { encoding: 'utf8', cwd: root });
const canMount = inNamespace('mount -t tmpfs -o size=64k none /mnt').status === 0;

describe('install', () => {
  it('keeps the other files of a folder that exists', async () => {
    writeFileSync(join(folder, 'robots.txt'), 'x');
    const { modelSet, wasOpened } = await installInto(folder);
    expect(wasOpened).toBe(true);
    const files = ['manifest.json', 'robots.txt', modelSet.detector.file, modelSet.embedder.file];
    expect(list()).toEqual(files.sort());
  });

  it.each([
    ['is a file', 'blocker', /blocker cannot be written: it is a file\. Nothing was changed\.$/],
    [
      'is in a file',
      'blocker/models',
      /cannot be written: a part of the path is a file\. Nothing was changed\.$/,
    ],
  ])('rejects a folder that %s, and changes nothing', async (_title, path, message) => {
    writeFileSync(join(folder, 'blocker'), 'x');
    await expect(installInto(join(folder, path))).rejects.toThrow(message);
    expect(list()).toEqual(['blocker']);
    expect(readFileSync(join(folder, 'blocker'), 'utf8')).toBe('x');
  });

  it.each(['link', 'link/models'])(
    'rejects %s, where a link leads to nothing, and keeps the link',
    async (path) => {
      symlinkSync('nothing', join(folder, 'link'));
      await expect(installInto(join(folder, path))).rejects.toThrow(
        /cannot be written: a link in the path leads to nothing\. Nothing was changed\.$/,
      );
      expect(list()).toEqual(['link']);
      expect(readlinkSync(join(folder, 'link'))).toBe('nothing');
    },
  );

  it('removes the networks again when the manifest cannot be replaced', async () => {
    mkdirSync(join(folder, 'manifest.json'));
    await expect(installInto(folder)).rejects.toThrow(/a folder where a file of the set belongs\. Nothing/);
    expect(list()).toEqual(['manifest.json']);
  });

  it('removes every folder that it created when a network is not the one of the manifest', async () => {
    const { modelSet, nets } = set();
    const changed = { modelSet, nets: { ...nets, embedder: nets.detector } };
    const { signal } = new AbortController();
    await expect(install(changed, join(folder, 'a/b/c'), signal)).rejects.toMatchObject({
      code: 'assets/incomplete',
    });
    expect(list()).toEqual([]);
  });

  it('leaves no file after an abort', async () => {
    const signal = AbortSignal.abort();
    await expect(install(set(), join(folder, 'a/b'), signal)).rejects.toThrow(/abort/);
    expect(list()).toEqual([]);
  });

  it('keeps what another program wrote to a folder that it created', async () => {
    const failing = install(set(), join(folder, 'a/b'), AbortSignal.abort()).catch(() => {});
    await vi.waitUntil(() => existsSync(join(folder, 'a/b')), { interval: 1 });
    writeFileSync(join(folder, 'a/b/robots.txt'), 'x');
    await failing;
    expect(list()).toEqual(['a', 'a/b', 'a/b/robots.txt']);
  });

  it.skipIf(!canMount)(
    'says that the file system is read-only (skipped where mounts are not permitted)',
    () => {
      const script = `mount -t tmpfs -o ro none '${folder}' &&
      node --import tsx src/cli/main.ts models add models/manifest.json '${folder}/public/models'`;
      expect(inNamespace(script).stderr).toMatch(
        /models cannot be written: the file system is read-only\. Nothing was changed\.\n$/,
      );
    },
  );

  it.skipIf(!canMount)(
    'says that the disk is full, and leaves no file (skipped where mounts are not permitted)',
    () => {
      // The manifest and the detector fit, the embedder does not.
      const script = `mount -t tmpfs -o size=600k none '${folder}' &&
        node --import tsx src/cli/main.ts models add models/manifest.json '${folder}/public/models'
        echo "exit $?"; ls -A '${folder}'`;
      const { stdout, stderr } = inNamespace(script);
      expect(stderr).toMatch(/models cannot be written: the disk is full\. Nothing was changed\.\n$/);
      expect(stdout).toBe('exit 1\n');
      expect(existsSync(join(folder, 'public'))).toBe(false);
    },
  );
});
