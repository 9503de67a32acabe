import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pgliteStorage } from '../../src/server/storage/pglite.ts';
import type { Storage } from '../../src/server/storage/sql.ts';
import { databasesWith, findPostgres } from '../support/postgres.ts';
import { storageContract } from './storage.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

describe.each(databasesWith(postgres))('storage contract: %s', (_name, available, open) => {
  let storage: Storage | undefined;
  beforeAll(async () => {
    if (available) storage = await open();
  });
  afterAll(() => storage?.close());

  it.runIf(available).each(storageContract)('%s', (_title, check) => check(storage!));
});

it('returns the rows of a PGlite folder after it is opened again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recognize-storage-'));
  try {
    for (const expected of [[], [{ id: 'a' }]]) {
      const storage = await pgliteStorage(folder);
      await storage.query('create table if not exists notes (id text primary key)');
      expect(await storage.query('select id from notes')).toEqual(expected);
      await storage.query("insert into notes values ('a') on conflict do nothing");
      await storage.close();
    }
  } finally {
    await rm(folder, { recursive: true });
    await rm(`${folder}.lock`, { recursive: true });
  }
});
