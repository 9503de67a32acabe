import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { pgStorage } from '../../src/server/storage/pg.ts';
import { pgliteStorage } from '../../src/server/storage/pglite.ts';
import type { Sql, Storage } from '../../src/server/storage/sql.ts';

/** An empty database: PGlite in memory, or a schema of its own on the server that DATABASE_URL names, dropped at the end. */
export const testStorage = (url = process.env.DATABASE_URL): Promise<Storage> =>
  url ? schemaOfItsOwn(url) : emptyPglite();

/** PGlite in memory; a copy of an empty one where test/support/prepare.ts has made it. */
export async function emptyPglite(): Promise<Storage> {
  const file = process.env.RECOGNIZE_EMPTY_DATABASE;
  if (file === undefined) return pgliteStorage();
  return pgliteStorage(await PGlite.create({ loadDataDir: new Blob([await readFile(file)]) }));
}

async function schemaOfItsOwn(url: string): Promise<Storage> {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const owner = await pgStorage(url);
  await owner.query(`create schema ${schema}`);
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${schema}`);
  const storage = await pgStorage(own.href);
  return {
    query: (text, parameters) => storage.query(text, parameters),
    transaction: (work) => storage.transaction(work),
    async close() {
      await storage.close();
      await owner.query(`drop schema ${schema} cascade`);
      await owner.close();
    },
  };
}

/** A process that dies at one of its statements: that one and every later one is refused, and what is open rolls back. */
export function dying(storage: Storage): Storage & { dieAt(statement: number): void; readonly seen: number } {
  let [seen, last] = [0, Number.POSITIVE_INFINITY];
  const over = (sql: Sql): Sql => ({
    query: (text, parameters) => {
      if (++seen >= last) return Promise.reject(new Error('the process was killed'));
      return sql.query(text, parameters);
    },
  });
  return {
    ...over(storage),
    transaction: (work) => storage.transaction((sql) => work(over(sql))),
    close: () => storage.close(),
    /** 1: the next statement. Infinity: lives. */
    dieAt(statement) {
      [seen, last] = [0, statement];
    },
    get seen() {
      return seen;
    },
  };
}
