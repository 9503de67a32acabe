import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The regular files of a .tar.gz (POSIX ustar), in order. */
export function* readTar(path: string): Generator<{ name: string; bytes: Uint8Array }> {
  const archive = gunzipSync(readFileSync(path));
  const text = (at: number, length: number) =>
    archive.toString('latin1', at, at + length).replace(/[\0 ].*$/s, '');
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const kind = text(at + 156, 1);
    if (kind === '' || kind === '0') {
      const name = text(at, 100).replace(/^\.\//, '');
      yield { name, bytes: archive.subarray(at + 512, at + 512 + size) };
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
