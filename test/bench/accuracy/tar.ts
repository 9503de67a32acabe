import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const BLOCK_BYTES = 512;

/** Yields the regular files of a .tar.gz (POSIX ustar) in their order. */
export function* readTar(path: string): Generator<{ name: string; bytes: Uint8Array }> {
  const archive = gunzipSync(readFileSync(path));
  const headerField = (at: number, length: number) =>
    archive.toString('latin1', at, at + length).replace(/[\0 ].*$/s, '');
  for (let at = 0; at + BLOCK_BYTES <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(headerField(at + 124, 12), 8);
    const type = headerField(at + 156, 1);
    if (type === '' || type === '0') {
      const name = headerField(at, 100).replace(/^\.\//, '');
      yield { name, bytes: archive.subarray(at + BLOCK_BYTES, at + BLOCK_BYTES + size) };
    }
    at += BLOCK_BYTES + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
}
