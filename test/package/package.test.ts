import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackage, linkDependencies, root } from './pack.ts';

let folder: string;
let installed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-package-'));
  installed = installPackage(folder);
  linkDependencies(folder, installed);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tarball', () => {
  it('contains every file that its package.json names', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    const named = [manifest.exports, manifest.bin].flatMap(function files(entry: unknown): string[] {
      return typeof entry === 'string' ? [entry] : Object.values(entry as object).flatMap(files);
    });
    expect(named.length).toBeGreaterThan(10);
    const missing = named.filter((file) => !file.includes('*') && !existsSync(join(installed, file)));
    expect(missing).toEqual([]);
  });

  it('contains the files that sites serve as they were built, with their hashes', () => {
    const hashes: Record<string, string> = JSON.parse(
      readFileSync(join(installed, 'dist/integrity.json'), 'utf8'),
    );
    const served = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.\w+$/.test(name) && !/^(node|types)\b|^integrity\.json$/.test(name),
    );
    const actual = served.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(installed, 'dist', name)))
        .digest('hex'),
    ]);
    expect(hashes).toEqual(Object.fromEntries(actual));
  });

  it.each([
    ['recognize.js', ['lit-html', 'idb-keyval', 'jose', '@hpke/core', '@hpke/common', 'qr', 'valibot']],
    ['headless.js', ['@hpke/core', '@hpke/common']],
    ['assets/vision.worker.js', ['onnxruntime-web']],
    ['assets/vision-webgpu.worker.js', ['onnxruntime-web']],
    ['assets/LICENSES.txt', ['onnxruntime-web', 'onnxruntime-common']],
  ])('has the license notices of third-party code in %s or its chunks', (file, names) => {
    const dist = join(installed, 'dist');
    const files =
      file === 'headless.js' ? readdirSync(dist).filter((name) => /^(headless|chunk-)/.test(name)) : [file];
    const text = files.map((name) => readFileSync(join(dist, name), 'utf8')).join('\n');
    for (const name of names) {
      const manifest = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
      expect(text).toContain(`${name} ${manifest.version} (${manifest.license})`);
    }
    expect(text).toContain('Copyright (c)');
    expect(text).toMatch(/Permission is hereby granted/);
  });

  it('tells the license of the models apart from that of the code', () => {
    const { license } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(license).toBe('MIT AND LicenseRef-Recognize-Elements-Models');
    for (const file of ['LICENSE', 'THIRD-PARTY.md', 'dist/assets/LICENSES.txt'])
      expect(readFileSync(join(installed, file), 'utf8')).toContain('LicenseRef-Recognize-Elements-Models');
  });

  it('does not copy an asset in which one bit is flipped, and names it', () => {
    const file = join(installed, 'dist/assets/vision.worker.js');
    const bytes = readFileSync(file);
    writeFileSync(
      file,
      bytes.map((byte, i) => (i === 99 ? byte ^ 1 : byte)),
    );
    const command = join(installed, 'dist/node/cli/main.js');
    const target = join(folder, 'damaged');
    const { status, stderr } = spawnSync(process.execPath, [command, 'assets', target, '--no-compression'], {
      encoding: 'utf8',
    });
    writeFileSync(file, bytes);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'dist/assets/vision.worker.js of this copy of the package is damaged: install it again.\n',
    });
  });

  it('passes publint without an error', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, level: 'error' });
    expect(messages).toEqual([]);
  });

  it('contains every file that its documentation links to', async () => {
    // These links lead to the repository: the vectors are for implementers, and the manifest is also in dist.
    const inRepository = ['test/vectors', 'models/manifest.json'];
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.md') && !path.includes('node_modules'),
    );
    expect(pages).toContain('CONTRIBUTING.md');
    const files = pages.flatMap((page) => {
      const markdown = readFileSync(join(installed, page), 'utf8');
      const links = markdown.matchAll(/(?:\]\(|<img[^>]*? src=")(?!\w+:|#)([^)"#\s]+)/g);
      return [...links].map(([, link]) => join(dirname(page), link!));
    });
    expect(files.length).toBeGreaterThan(10);
    const missing = files.filter((file) => !existsSync(join(installed, file)));
    expect(missing.filter((file) => !inRepository.includes(file))).toEqual([]);
  });
});
