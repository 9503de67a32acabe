import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes a folder for this process alone: PGlite does not notice a second process on its files, and both would destroy them. What a killed
 * process left behind is no hindrance.
 *
 * @returns how to give it back
 * @throws Error while another process has it
 */
export function claimFolder(folder: string): () => void {
  const path = `${folder.replace(/[\\/]+$/, '')}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  const claim = () => writeFileSync(path, String(process.pid), { flag: 'wx' });
  try {
    claim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(readFileSync(path, 'utf8'));
    if (owner !== process.pid && isRunning(owner))
      throw new Error(`Process ${owner} uses the database in ${folder}. If it does not, delete ${path}.`);
    rmSync(path, { force: true });
    claim();
  }
  return () => rmSync(path, { force: true });
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
