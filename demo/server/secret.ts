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
 * The secret of the backend module, beside the database and never in it. Made at the first start; a crash leaves all of it or none,
 * and of two processes that start at once one makes it.
 */
export function readSecret(folder: string): string {
  const path = join(folder, 'secret');
  mkdirSync(folder, { recursive: true });
  const fresh = `${path}.${process.pid}`;
  const file = openSync(fresh, 'w', 0o600);
  writeSync(file, createSecret());
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(fresh, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
  return readFileSync(path, 'utf8').trim();
}

/** A key of the demo's own, out of the same secret. */
export const keyFor = (secret: string, purpose: string): Buffer =>
  createHash('sha256').update(`demo/${purpose}/${secret}`).digest();
