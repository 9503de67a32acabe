import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../wire/bytes.ts';
import { readPhotoHeader, tooLarge } from '../header.ts';
import { MAX_FILE_BYTES } from '../limits.ts';

/** A photo whose format was checked. */
export interface OpenedPhoto {
  readonly bytes: Uint8Array;
  /** SHA-256 of the file. */
  readonly hash: Bytes;
}

/**
 * Reads a photo.
 *
 * @param photo the bytes of the file, or its path
 * @throws RecognizeError `photo/unsupported-format`, `photo/unreadable`, `photo/too-large`
 */
export async function openPhoto(photo: Uint8Array | string): Promise<OpenedPhoto> {
  const bytes = typeof photo === 'string' ? await readPhotoFile(photo) : photo;
  readPhotoHeader(bytes);
  return { bytes, hash: new Uint8Array(createHash('sha256').update(bytes).digest()) };
}

async function readPhotoFile(path: string): Promise<Uint8Array> {
  try {
    const file = await stat(path);
    // Reading a pipe or a device can block or never end, and then cannot be aborted.
    if (!file.isFile()) throw unreadable(`${path} is not a regular file`);
    if (file.size > MAX_FILE_BYTES) throw tooLarge(`${file.size} bytes, expected at most ${MAX_FILE_BYTES}`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof RecognizeError) throw cause;
    throw unreadable(`${path} cannot be read: ${(cause as NodeJS.ErrnoException).code}`, cause);
  }
}

const unreadable = (detail: string, cause?: unknown): RecognizeError =>
  new RecognizeError('photo/unreadable', { cause, detail });
