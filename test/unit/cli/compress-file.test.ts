import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressFile } from '../../../src/cli/compress-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-compress-'));
  file = join(folder, 'worker.js');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('compressFile', () => {
  it('writes a Brotli and a gzip file that decompress to the file', async () => {
    const script = 'const answer = 42;\n'.repeat(500);
    writeFileSync(file, script);
    expect(await compressFile(file)).toBe(true);
    expect(brotliDecompressSync(readFileSync(`${file}.br`)).toString()).toBe(script);
    expect(gunzipSync(readFileSync(`${file}.gz`)).toString()).toBe(script);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('writes none for a file that does not gain from it, and removes those of an earlier release', async () => {
    writeFileSync(file, randomBytes(2_000));
    for (const ending of ['br', 'gz']) writeFileSync(`${file}.${ending}`, 'old');
    expect(await compressFile(file)).toBe(false);
    expect(existsSync(`${file}.br`) || existsSync(`${file}.gz`)).toBe(false);
  });
});
