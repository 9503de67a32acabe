import { mkdir, readdir, rmdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { createOwnerName, hasEnded } from './lock-owner.ts';

/** A lock whose process has not refreshed it for this long is stale. `proper-lockfile` refreshes it at half of this time. */
const STALE_MS = 5_000;
/** A new process waits this long for the lock of a process that it cannot see, in another container or on another system. */
const WAIT_MS = STALE_MS + 1_000;
/** Random part of the delay between two attempts, so that two processes do not retry at the same times. */
const RETRY_MS = 200;

export interface FolderLock {
  /** True after another process removed the lock, for example because this one was suspended for longer than the stale time. */
  readonly lost: boolean;
  release(): Promise<void>;
}

/**
 * Locks a folder for one process. PGlite does not detect a second process on its files, and two of them destroy the data.
 *
 * Each process creates an entry with a unique name in `<folder>.lock`, and holds the lock when it then finds no other fresh entry there.
 * One common lock file is not enough: a process that removes a stale file can remove the fresh one that another process has just
 * created in its place. Here the removal of a stale entry cannot touch a fresh one.
 *
 * @throws Error that names the folder when another process, or this one, holds the lock
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const entries = `${resolve(folder)}.lock`;
  await createEntriesFolder(entries);
  const deadline = Date.now() + WAIT_MS;
  const firstSeen = new Map<string, number>();
  for (;;) {
    const lock = await createEntry(entries);
    const others = await freshEntries(entries, lock.name);
    if (others.length === 0) return lock;
    await lock.release();
    // An entry that was refreshed in the meantime belongs to a running process.
    const refreshed = others.some(({ name, mtimeMs }) => (firstSeen.get(name) ?? mtimeMs) !== mtimeMs);
    if (refreshed || Date.now() > deadline)
      throw new Error(`The database folder ${folder} is in use by another process.`);
    for (const { name, mtimeMs } of others) firstSeen.set(name, firstSeen.get(name) ?? mtimeMs);
    await setTimeout(RETRY_MS * (0.5 + Math.random()));
  }
}

async function createEntriesFolder(entries: string): Promise<void> {
  try {
    await mkdir(entries, { recursive: true });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    // Release 0.1.0 stored its process id in a file of this name.
    throw new Error(`${entries}: expected a folder. Delete the file if no process uses the database.`, {
      cause,
    });
  }
}

async function createEntry(entries: string): Promise<FolderLock & { readonly name: string }> {
  const name = createOwnerName();
  const path = join(entries, name);
  let lost = false;
  const release = await lockfile.lock(path, {
    lockfilePath: path,
    realpath: false,
    stale: STALE_MS,
    // The default handler throws from a timer, which ends the process.
    onCompromised: () => {
      lost = true;
    },
  });
  return {
    name,
    get lost() {
      return lost;
    },
    // A lost lock has no entry to remove.
    release: () => (lost ? Promise.resolve() : release()),
  };
}

/** Entries that are not stale. Removes the stale ones and those of processes that have ended: their names are never used again. */
async function freshEntries(
  entries: string,
  ownName: string,
): Promise<{ readonly name: string; readonly mtimeMs: number }[]> {
  const others = (await readdir(entries)).filter((name) => name !== ownName);
  const fresh = await Promise.all(
    others.map(async (name) => {
      const path = join(entries, name);
      try {
        const { mtimeMs } = await stat(path);
        if (mtimeMs >= Date.now() - STALE_MS && !hasEnded(name)) return [{ name, mtimeMs }];
        await rmdir(path);
      } catch (error) {
        // The other process has released its lock, or a third one has removed the stale entry.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      return [];
    }),
  );
  return fresh.flat();
}
