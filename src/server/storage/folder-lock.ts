import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Taken by this process. A lock with its number that is not here was left by a killed one: in a container every process has the same. */
const taken = new Set<string>();

/**
 * Takes a folder for one database alone: PGlite does not notice another one on its files, and both would destroy them. What a killed
 * process left behind is no hindrance. Processes of two containers do not see each other.
 *
 * @returns how to give it back
 * @throws Error while another process, or this one, has it
 */
export function lockFolder(folder: string): () => void {
  const path = `${resolve(folder)}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  const claim = () => writeFileSync(path, String(process.pid), { flag: 'wx' });
  try {
    claim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(readFileSync(path, 'utf8'));
    if (owner === process.pid ? taken.has(path) : isRunning(owner))
      throw new Error(`Process ${owner} uses the database in ${folder}. If it does not, delete ${path}.`);
    rmSync(path, { force: true });
    claim();
  }
  taken.add(path);
  return () => {
    taken.delete(path);
    rmSync(path, { force: true });
  };
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
