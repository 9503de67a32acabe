import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../manifest/fetch-file.ts';
import { CommandError, type Terminal, usageError } from '../command.ts';
import type { Downloads } from './downloads.ts';

/** A file as its publisher offers it. */
export interface SourceFile {
  readonly url: string;
  readonly bytes: number;
  readonly hash: { readonly algorithm: 'sha256' | 'sha384'; readonly hex: string };
}

/** The name of a file, which a mirror keeps. */
const nameOf = ({ url }: SourceFile): string => new URL(url).pathname.split('/').at(-1)!;

/**
 * Gets files from their publishers, or from a mirror.
 *
 * @param from URL of a folder with the same file names, or a local folder where the files are found by their content
 * @returns the contents in the order of `sources`
 * @throws RecognizeError `assets/not-found`, `assets/wrong-type`, `assets/incomplete`, `assets/hash-mismatch`
 * @throws CommandError if the local folder cannot be read or lacks a file
 */
export async function getSourceFiles(
  sources: readonly SourceFile[],
  from: string | undefined,
  downloads: Downloads,
  terminal: Terminal,
): Promise<Bytes[]> {
  // A single letter before the colon is a drive of Windows.
  if (from !== undefined && !/^\w{2,}:/.test(from)) return findInFolder(sources, from);
  const base = from === undefined ? undefined : mirrorOf(from);
  const files: Bytes[] = [];
  for (const source of sources) {
    const url = base === undefined ? new URL(source.url) : new URL(nameOf(source), base);
    files.push(await download(source, url, downloads, terminal));
  }
  return files;
}

/** The hashes are part of this program, so a mirror needs no https. */
function mirrorOf(from: string): URL {
  const isValid = URL.canParse(from) && /^https?:$/.test(new URL(from).protocol);
  if (!isValid) throw usageError(`--from needs a folder or an http(s) URL, not ${from}.`);
  return new URL(from.endsWith('/') ? from : `${from}/`);
}

async function download(
  source: SourceFile,
  url: URL,
  downloads: Downloads,
  { note, signal }: Terminal,
): Promise<Bytes> {
  const field = nameOf(source);
  note(`${url.href}, ${source.bytes} bytes`);
  const bytes = await downloads.fetch({ url, field, maxBytes: source.bytes, signal });
  if (isSource(source, bytes)) return bytes;
  if (bytes.length < source.bytes) {
    const detail = `${field}: ${url.href} has ${bytes.length} of ${source.bytes} bytes`;
    throw new RecognizeError('assets/incomplete', { detail });
  }
  const { algorithm, hex } = source.hash;
  const detail = `${field}: the content of ${url.href} does not have the publisher's ${algorithm} ${hex}`;
  throw new RecognizeError('assets/hash-mismatch', { detail });
}

const isSource = ({ hash }: SourceFile, bytes: Uint8Array): boolean =>
  createHash(hash.algorithm).update(bytes).digest('hex') === hash.hex;

/** Finds the files in a folder and the folders in it, whatever their names. */
async function findInFolder(sources: readonly SourceFile[], folder: string): Promise<Bytes[]> {
  const found = new Map<SourceFile, Bytes>();
  for (const path of await listFiles(folder)) {
    const size = await sizeOf(path);
    const source = sources.find((wanted) => wanted.bytes === size && !found.has(wanted));
    if (source === undefined) continue;
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined && isSource(source, bytes)) found.set(source, new Uint8Array(bytes));
  }
  const missing = sources.filter((source) => !found.has(source));
  if (missing.length > 0) {
    const described = missing.map((source) => `${nameOf(source)} (${source.bytes} bytes)`).join(' and ');
    throw new CommandError(
      `${folder} has no file with the content of ${described}. Files are found by their hash; their names do not matter.`,
    );
  }
  return sources.map((source) => found.get(source)!);
}

async function listFiles(folder: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      throw new CommandError(`The folder ${folder} cannot be read: ${cause.message}`, 1, cause);
    },
  );
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Undefined for what is no readable file, such as a link without a target. */
const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
