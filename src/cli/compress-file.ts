import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/**
 * Brotli quality. For the WebAssembly runtime, quality 9 takes four times as long and saves a twentieth more (measured: 2.83 and 2.69 MB of
 * 14.2 MB).
 */
const BROTLI_QUALITY = 5;
/** A compressed file that is larger than this part of the file is not worth a second copy of it. */
const MAX_RATIO = 0.95;

/**
 * Writes `<file>.br` and `<file>.gz` beside a file that gains from it, and removes those of an earlier release otherwise.
 *
 * @returns whether it gains from it
 */
export async function compressFile(file: string): Promise<boolean> {
  const bytes = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const compressed = [
    [`${file}.br`, await brotli(bytes, { params })],
    [`${file}.gz`, await gzipped(bytes)],
  ] as const;
  const gains = compressed.every(([, content]) => content.length < MAX_RATIO * bytes.length);
  for (const [path, content] of compressed) {
    if (gains) {
      // A server may read it in the meantime.
      await writeFile(`${path}.part`, content);
      await rename(`${path}.part`, path);
    } else await rm(path, { force: true });
  }
  return gains;
}
