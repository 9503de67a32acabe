import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { lockFolder } from '../../../../src/server/storage/folder-lock.ts';
import { pgliteStorage } from '../../../../src/server/storage/pglite.ts';

const scratch = mkdtempSync(join(tmpdir(), 'recognize-lock-'));
afterAll(() => rmSync(scratch, { recursive: true }));
let folders = 0;
function newFolder(): string {
  folders++;
  return join(scratch, `database-${folders}`);
}

const script = fileURLToPath(new URL('./lock-process.ts', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const messageFrom = <Message>(child: ChildProcess) =>
  new Promise<Message>((resolve) => child.once('message', (message) => resolve(message as Message)));

async function startProcess() {
  const child = fork(script, { execArgv: ['--import', 'tsx'] });
  children.push(child);
  await messageFrom(child);
  return {
    child,
    lock(paths: string[]): Promise<string[]> {
      const results = messageFrom<string[]>(child);
      child.send(paths);
      return results;
    },
  };
}

const entriesOf = (folder: string) => readdirSync(`${folder}.lock`);

/** Leaves the entry of a process that was killed a minute ago. */
function leaveStaleLock(folder: string): void {
  const entry = join(`${folder}.lock`, 'stale');
  mkdirSync(entry, { recursive: true });
  const minuteAgo = Date.now() / 1000 - 60;
  utimesSync(entry, minuteAgo, minuteAgo);
}

it('gives each of 40 folders with a stale lock to exactly one of two processes', async () => {
  const paths = Array.from({ length: 40 }, newFolder);
  for (const path of paths) leaveStaleLock(path);
  const [first, second] = await Promise.all([startProcess(), startProcess()]);
  const [firstResults, secondResults] = await Promise.all([first.lock(paths), second.lock(paths)]);
  for (const [index, path] of paths.entries()) {
    const results = [firstResults[index], secondResults[index]].sort();
    expect(results).toEqual([`The database folder ${path} is in use by another process.`, 'locked'].sort());
  }
});

it('rejects with the name of the folder while another process or this one holds the lock', async () => {
  const folder = newFolder();
  const other = await startProcess();
  expect(await other.lock([folder])).toEqual(['locked']);
  const inUse = `The database folder ${folder} is in use by another process.`;
  const ownFolder = newFolder();
  const lock = await lockFolder(ownFolder);
  await Promise.all([
    expect(lockFolder(folder)).rejects.toThrow(inUse),
    expect(lockFolder(`${ownFolder}/`)).rejects.toThrow('is in use'),
  ]);
  await lock.release();
  await (await lockFolder(ownFolder)).release();
});

it('locks the folder of a killed process', async () => {
  const folder = newFolder();
  const other = await startProcess();
  expect(await other.lock([folder])).toEqual(['locked']);
  other.child.kill('SIGKILL');
  const lock = await lockFolder(folder);
  expect(entriesOf(folder)).toHaveLength(1);
  await lock.release();
  expect(entriesOf(folder)).toEqual([]);
}, 15_000);

it('releases the lock when the database does not open', async () => {
  const folder = newFolder();
  const create = vi.spyOn(PGlite, 'create').mockRejectedValue(new Error('does not open'));
  await expect(pgliteStorage(folder)).rejects.toThrow('does not open');
  create.mockRestore();
  expect(entriesOf(folder)).toEqual([]);
});

it('rejects queries after the lock was lost', async () => {
  const folder = newFolder();
  // Stands for the database: a real one takes seconds to create.
  const database = { query: async () => ({ rows: [{ one: 1 }] }), close: async () => {} };
  const create = vi.spyOn(PGlite, 'create').mockResolvedValue(database as unknown as never);
  const storage = await pgliteStorage(folder);
  create.mockRestore();
  expect(await storage.query('select 1 as one')).toEqual([{ one: 1 }]);
  rmSync(`${folder}.lock`, { recursive: true });
  // The lock is refreshed every 2.5 seconds.
  await expect
    .poll(() => storage.query('select 1 as one').catch((error: Error) => error.message), { timeout: 10_000 })
    .toBe(`The lock of the database folder ${folder} was lost. Restart this process.`);
  await storage.close();
});

it('reports the lock file of release 0.1.0', async () => {
  const folder = newFolder();
  writeFileSync(`${folder}.lock`, '1234');
  await expect(lockFolder(folder)).rejects.toThrow(
    `${folder}.lock: expected a folder. Delete the file if no process uses the database.`,
  );
});
