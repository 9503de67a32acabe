import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, migrations } from '../../../../src/server/storage/migrate.ts';
import type { Storage } from '../../../../src/server/storage/sql.ts';
import { databasesWith, findPostgres } from '../../../support/postgres.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { release010 } from './release-0.1.0.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

const versions = migrations.map(({ version }) => version);
const newest = versions.at(-1)!;
const addColumn = {
  version: newest + 1,
  statements: ['alter table recognize_people add column note text'],
};

const appliedVersions = async (storage: Storage) =>
  (await storage.query<{ version: number }>('select version from recognize_migrations order by version')).map(
    ({ version }) => version,
  );

const columnsOf = (storage: Storage) =>
  storage.query(
    `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
     where table_schema = current_schema() order by table_name, column_name`,
  );

describe.each(databasesWith(postgres))('on %s', (_name, available, open) => {
  let storage: Storage;
  beforeEach(async () => {
    if (available) storage = await open();
  });
  afterEach(() => (available ? storage.close() : undefined));

  it.runIf(available)('creates the tables of an empty database and records the version', async () => {
    const before = Date.now();
    await migrate(storage);
    const [row] = await storage.query<{ version: number; applied_at: number }>(
      'select * from recognize_migrations order by version desc',
    );
    expect(row!.version).toBe(newest);
    expect(row!.applied_at).toBeGreaterThanOrEqual(before);
    expect(await storage.query('select * from recognize_people')).toEqual([]);
  });

  it.runIf(available)('keeps the rows of release 0.1.0 and gives it the same columns', async () => {
    for (const statement of release010) await storage.query(statement);
    await storage.query("insert into recognize_people values ('ann', 1, '{2,3}', 4)");
    await migrate(storage);
    expect(await appliedVersions(storage)).toEqual(versions);
    expect(await storage.query('select * from recognize_people')).toEqual([
      { recognize_id: 'ann', created: 1, failures: [2, 3], locked_until: 4 },
    ]);
    const fresh = await open();
    await migrate(fresh);
    expect(await columnsOf(storage)).toEqual(await columnsOf(fresh));
    await fresh.close();
  });

  it.runIf(available)(
    'applies each migration once, with several starts in a row and in parallel',
    async () => {
      await Promise.all([1, 2, 3].map(() => migrate(storage)));
      expect(await appliedVersions(storage)).toEqual(versions);
      const both = [...migrations, addColumn];
      await Promise.all([1, 2, 3].map(() => migrate(storage, both)));
      await migrate(storage, both);
      expect(await appliedVersions(storage)).toEqual([...versions, newest + 1]);
    },
  );

  it.runIf(available)('rolls back when a migration fails', async () => {
    const failing = { version: newest + 1, statements: ['create table added (id text)', 'not a statement'] };
    await expect(migrate(storage, [...migrations, failing])).rejects.toThrow();
    await expect(storage.query('select * from added')).rejects.toThrow();
    await migrate(storage);
    expect(await appliedVersions(storage)).toEqual(versions);
  });

  it.runIf(available)('refuses a newer database and names both versions', async () => {
    await migrate(storage, [...migrations, addColumn]);
    await expect(migrate(storage)).rejects.toThrow(
      `The database has schema version ${newest + 1}, and this release supports up to version ${newest}.`,
    );
    await expect(createTestBackend({ storage })).rejects.toThrow(`schema version ${newest + 1}`);
    expect(await appliedVersions(storage)).toEqual([...versions, newest + 1]);
  });
});
