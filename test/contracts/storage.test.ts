import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pgliteStorage } from '../../src/server/storage/pglite.ts';
import { migrate } from '../../src/server/storage/schema.ts';
import type { Storage } from '../../src/server/storage/sql.ts';
import { startPostgres } from '../support/postgres.ts';
import { emptyPglite, testStorage } from '../support/storage.ts';
import { storageContract } from './storage.ts';

const installed = process.env.DATABASE_URL ? undefined : await startPostgres();
const url = process.env.DATABASE_URL ?? installed?.url;
afterAll(() => installed?.close());

describe.each([
  ['PGlite', true, () => emptyPglite()],
  ['PostgreSQL, where it is installed or DATABASE_URL names one', url !== undefined, () => testStorage(url)],
] as const)('storage: %s', (_name, there, open) => {
  let storage: Storage | undefined;
  beforeAll(async () => {
    if (there) storage = await open();
  });
  afterAll(() => storage?.close());

  it.runIf(there).each(storageContract)('%s', (_case, check) => check(storage!));

  it.runIf(there)('makes its tables once, however many processes start at once', async () => {
    await Promise.all([1, 2, 3].map(() => migrate(storage!)));
    expect(await storage!.query('select * from recognize_people')).toEqual([]);
  });
});

it.runIf(url !== undefined)(
  'PostgreSQL that cuts a connection within a transaction ends neither',
  async () => {
    const storage = await testStorage(url);
    const cut = storage.transaction(async (sql) => {
      const [own] = await sql.query<{ pid: number }>('select pg_backend_pid() as pid');
      await storage.query('select pg_terminate_backend($1)', [own!.pid]);
      await sql.query('select 1');
    });
    await expect(cut).rejects.toThrow();
    expect(await storage.query('select 1 as one')).toEqual([{ one: 1 }]);
    await storage.close();
  },
);

it('PGlite in a folder keeps what was written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recognize-storage-'));
  try {
    for (const expected of [0, 1]) {
      const storage = await pgliteStorage(folder);
      await migrate(storage);
      expect(await storage.query('select * from recognize_people')).toHaveLength(expected);
      await storage.query("insert into recognize_people values ('ann', 1) on conflict do nothing");
      await storage.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
