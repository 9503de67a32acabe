import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './support.ts';

/** Of the last build. */
const assets = fileURLToPath(new URL('../../../dist/assets/', import.meta.url));
const list = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-assets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('assets', () => {
  it('copies all files of the build, and leaves other files unchanged', async () => {
    const target = join(folder, 'public', 'recognize');
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'vision.worker.js'), 'an older release');
    writeFileSync(join(target, 'other.txt'), 'other');
    const { exitCode, stdout } = await runCli(['assets', target, '--no-compression']);
    expect(exitCode).toBe(0);
    expect(list(target).filter((file) => file !== 'other.txt')).toEqual(list(assets));
    // The list also contains the folders `models` and `languages`.
    expect(stdout).toBe(`Copied ${list(assets).length - 2} files to ${target}.`);
    for (const file of [
      'vision.worker.js',
      join('models', 'manifest.json'),
      join('models', 'embed.onnx'),
      join('languages', 'de.json'),
    ])
      expect(readFileSync(join(target, file)).equals(readFileSync(join(assets, file)))).toBe(true);
  });

  it('omits models and the WebGPU runtime with --no-models and --no-webgpu', async () => {
    expect(
      (await runCli(['assets', folder, '--no-models', '--no-webgpu', '--no-compression'])).exitCode,
    ).toBe(0);
    expect(existsSync(join(folder, 'models'))).toBe(false);
    expect(list(folder).filter((file) => /webgpu|asyncify/.test(file))).toEqual([]);
    expect(list(folder)).toContain('vision.worker.js');
  });

  it('fails with the reason of the operating system when the folder is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { exitCode, stderr } = await runCli(['assets', join(folder, 'file')]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^EEXIST|^ENOTDIR/);
  });
});
