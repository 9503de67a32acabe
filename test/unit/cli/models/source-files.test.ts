import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDownloads } from '../../../../src/cli/models/downloads.ts';
import { getSourceFiles, type SourceFile } from '../../../../src/cli/models/source-files.ts';
import { type Reply, startServer } from '../support.ts';

const [first, second] = [Buffer.alloc(2_000, 1), Buffer.alloc(3_000, 2)];
const sourceOf = (name: string, content: Buffer, algorithm: 'sha256' | 'sha384'): SourceFile => ({
  url: `https://publisher.example/a/${name}`,
  bytes: content.length,
  hash: { algorithm, hex: createHash(algorithm).update(content).digest('hex') },
});
const sources = [sourceOf('first.xml', first, 'sha384'), sourceOf('second.bin', second, 'sha256')];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function getFrom(from: string) {
  const downloads = openDownloads({});
  const { signal } = new AbortController();
  const terminal = { print: () => {}, note: () => {}, read: async () => '', signal };
  try {
    return await getSourceFiles(sources, from, downloads, terminal);
  } finally {
    await downloads.close();
  }
}

describe('getSourceFiles from a folder', () => {
  it('finds the files by content in any folder and under any name', async () => {
    mkdirSync(join(folder, 'deep/deeper'), { recursive: true });
    writeFileSync(join(folder, 'deep/deeper/x'), first);
    writeFileSync(join(folder, 'copy of second (1).BIN'), second);
    expect(await getFrom(folder)).toEqual([new Uint8Array(first), new Uint8Array(second)]);
  });

  it('passes over files of the same length, links without a target and folders', async () => {
    writeFileSync(join(folder, 'a'), Buffer.alloc(first.length));
    symlinkSync(join(folder, 'missing'), join(folder, 'b'));
    symlinkSync(folder, join(folder, 'c'));
    writeFileSync(join(folder, 'd'), first);
    writeFileSync(join(folder, 'e'), second);
    expect(await getFrom(folder)).toEqual([new Uint8Array(first), new Uint8Array(second)]);
  });

  it('names every file that is missing, with its length', async () => {
    writeFileSync(join(folder, 'first.xml'), first);
    writeFileSync(join(folder, 'second.bin'), Buffer.alloc(second.length));
    await expect(getFrom(folder)).rejects.toThrow(
      /has no file with the content of second\.bin \(3000 bytes\)\. Files are found by their hash/,
    );
  });

  it.each(['missing', 'file'])('reports a folder that is a %s', async (kind) => {
    if (kind === 'file') writeFileSync(join(folder, kind), '');
    await expect(getFrom(join(folder, kind))).rejects.toThrow(/^The folder .* cannot be read: E/);
  });
});

describe('getSourceFiles from a mirror', () => {
  const published: Record<string, Reply> = {
    '/mirror/first.xml': { body: first },
    '/mirror/second.bin': { body: second },
  };

  async function getWith(changes: Record<string, Reply>, path = '/mirror') {
    const server = await startServer((requested) => ({ ...published, ...changes })[requested]);
    try {
      return await getFrom(server.origin + path);
    } finally {
      await server.close();
    }
  }

  it.each(['/mirror', '/mirror/'])('downloads files of the same names from %s', async (path) => {
    expect(await getWith({}, path)).toEqual([new Uint8Array(first), new Uint8Array(second)]);
  });

  it.each<[string, Reply, string, RegExp]>([
    ['a missing file', { status: 404 }, 'assets/not-found', /^second\.bin: .* answered 404$/],
    [
      'an HTML page',
      { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' },
      'assets/wrong-type',
      /^second\.bin: .* is an HTML page/,
    ],
    ['an interrupted download', { body: second, cutAt: 1_000 }, 'assets/incomplete', /broke off after/],
    ['a shorter file', { body: second.subarray(1) }, 'assets/incomplete', /has 2999 of 3000 bytes$/],
    [
      'a file without end',
      { body: second, endless: true },
      'assets/hash-mismatch',
      /does not have the publisher's sha256 [0-9a-f]{64}$/,
    ],
    [
      'a changed file',
      { body: Buffer.alloc(second.length) },
      'assets/hash-mismatch',
      /^second\.bin: the content of .*\/mirror\/second\.bin does not have the publisher's sha256/,
    ],
  ])('rejects %s', async (_fault, reply, code, detail) => {
    await expect(getWith({ '/mirror/second.bin': reply })).rejects.toMatchObject({
      code,
      detail: expect.stringMatching(detail),
    });
  });

  it.each(['ftp://mirror.example/', 'data:text/plain,', 'file:///etc'])('rejects --from %s', async (from) => {
    await expect(getFrom(from)).rejects.toThrow(/^--from needs a folder or an http\(s\) URL, not /);
  });
});
