import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pgStorage } from '../../../../src/server/storage/pg.ts';
import type { Sql, Storage } from '../../../../src/server/storage/sql.ts';
import { findPostgres } from '../../../support/postgres.ts';
import { testStorage } from '../../../support/storage.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

describe.runIf(postgres.url !== undefined)('PostgreSQL', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await testStorage(postgres.url);
    await storage.query('create table counters (id text primary key, count integer not null)');
    await storage.query("insert into counters values ('a', 0), ('b', 0)");
  });
  afterEach(() => storage.close());

  it('completes both of two deadlocked transactions by running one of them again', async () => {
    let runs = 0;
    let signalBothLocked = () => {};
    const bothLocked = new Promise<void>((resolve) => {
      signalBothLocked = resolve;
    });
    let locked = 0;
    const incrementBoth = (first: string, second: string) =>
      storage.transaction(async (sql) => {
        runs++;
        // The second run starts after the other transaction has ended, also on a slow machine.
        if (runs > 2) await setTimeout(500);
        await sql.query('update counters set count = count + 1 where id = $1', [first]);
        locked++;
        if (locked === 2) signalBothLocked();
        await bothLocked;
        await sql.query('update counters set count = count + 1 where id = $1', [second]);
      });
    await Promise.all([incrementBoth('a', 'b'), incrementBoth('b', 'a')]);
    expect(runs).toBe(3);
    expect(await storage.query('select distinct count from counters')).toEqual([{ count: 2 }]);
  });

  it.each([
    ['once', '23505', 1],
    ['twice', '40P01', 2],
    ['twice', '40001', 2],
  ])('runs a failing transaction %s for the error code %s, then rejects', async (_times, code, expected) => {
    let runs = 0;
    const transaction = storage.transaction(async () => {
      runs++;
      throw Object.assign(new Error('refused'), { code });
    });
    await expect(transaction).rejects.toThrow('refused');
    expect(runs).toBe(expected);
  });

  it('runs transactions at READ COMMITTED, and repeats a single statement, whatever the default of the database is', async () => {
    const [row] = await storage.query<{ schema: string }>('select current_schema() as schema');
    const url = new URL(postgres.url!);
    const options = `-c search_path=${row!.schema} -c default_transaction_isolation=serializable`;
    url.searchParams.set('options', options);
    const other = await pgStorage(url.href);
    const increment = (sql: Sql) => sql.query("update counters set count = count + 1 where id = 'a'");
    await Promise.all(
      Array.from({ length: 8 }, () =>
        other.transaction(async (sql) => {
          await sql.query('select count(*) from counters');
          await increment(sql);
        }),
      ),
    );
    await Promise.all([increment(other), increment(other)]);
    await other.close();
    expect(await storage.query("select count from counters where id = 'a'")).toEqual([{ count: 10 }]);
  });

  it('rejects a transaction whose connection is terminated, and continues with a new connection', async () => {
    const transaction = storage.transaction(async (sql) => {
      const [row] = await sql.query<{ pid: number }>('select pg_backend_pid() as pid');
      await storage.query('select pg_terminate_backend($1)', [row!.pid]);
      await sql.query('select 1');
    });
    await expect(transaction).rejects.toThrow();
    expect(await storage.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
