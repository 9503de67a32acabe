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
import { tell } from './support.ts';

const built = fileURLToPath(new URL('../../../dist/assets/', import.meta.url));
const list = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-assets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('assets', () => {
  it('lays out what the build has, byte for byte, and leaves what is there', async () => {
    const target = join(folder, 'public', 'recognize');
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'vision.worker.js'), 'of an older release');
    writeFileSync(join(target, 'mine.txt'), 'mine');
    const { status, out } = await tell(['assets', target]);
    expect(status).toBe(0);
    expect(list(target).filter((file) => file !== 'mine.txt')).toEqual(list(built));
    expect(out).toBe(`${list(built).length - 1} files laid into ${target}.`);
    for (const file of ['vision.worker.js', join('models', 'manifest.json'), join('models', 'embed.onnx')])
      expect(readFileSync(join(target, file)).equals(readFileSync(join(built, file)))).toBe(true);
  });

  it('leaves out what the page does not need', async () => {
    expect((await tell(['assets', folder, '--no-models', '--no-webgpu'])).status).toBe(0);
    expect(existsSync(join(folder, 'models'))).toBe(false);
    expect(list(folder).filter((file) => /webgpu|asyncify/.test(file))).toEqual([]);
    expect(list(folder)).toContain('vision.worker.js');
  });

  it('says why it cannot', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, err } = await tell(['assets', join(folder, 'file')]);
    expect(status).toBe(1);
    expect(err).toMatch(/^EEXIST|^ENOTDIR/);
  });
});
