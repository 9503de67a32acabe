import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../src/server/storage/folder-lock.ts';
import { pgliteStorage } from '../../../src/server/storage/pglite.ts';

const scratch = mkdtempSync(join(tmpdir(), 'recognize-claim-'));
afterAll(() => rmSync(scratch, { recursive: true }));
let last = 0;
const fresh = () => join(scratch, `database-${++last}`);

describe('the folder of an embedded database', () => {
  it('belongs to one process until it is given back', async () => {
    const folder = fresh();
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    writeFileSync(`${folder}.lock`, String(other.pid));
    expect(() => lockFolder(folder)).toThrow(`Process ${other.pid} uses`);
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    lockFolder(`${folder}/`)();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  it('is given back when the database does not open', async () => {
    const folder = fresh();
    writeFileSync(folder, 'a file where the folder should be');
    await expect(pgliteStorage(folder)).rejects.toThrow();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  it('is not kept by what a crash left, but by this process itself', () => {
    const folder = fresh();
    writeFileSync(`${folder}.lock`, '');
    lockFolder(folder)();
    writeFileSync(`${folder}.lock`, String(process.pid));
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`Process ${process.pid} uses`);
    release();
    lockFolder(folder)();
  });
});
