import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createSecret } from 'recognize-elements/server';

/**
 * Reads the secret of the backend module, and creates it at the first start. It is stored next to the database, never in it. The file is
 * written completely before it gets its name, so that neither a crash nor a second process that starts at the same time leaves a partial
 * secret.
 */
export function readSecret(folder: string): string {
  const path = join(folder, 'secret');
  mkdirSync(folder, { recursive: true });
  const temporary = `${path}.${process.pid}`;
  const file = openSync(temporary, 'w', 0o600);
  writeSync(file, createSecret());
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary);
  }
  return readFileSync(path, 'utf8').trim();
}

/** Derives a key of the demo host from the same secret. @returns 32 bytes */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  createHash('sha256').update(`demo/${purpose}/${secret}`).digest();
