import { RecognizeError } from '../errors.ts';
import { isStorable } from '../wire/ids.ts';
import type { Sql, SqlParameter, Storage } from './storage/sql.ts';

/**
 * Refuses text that PostgreSQL cannot store before it reaches the database, whose error would look like a fault of the database. Requests
 * and tokens are checked earlier, with the name of the field; this covers every statement.
 *
 * @throws RecognizeError `server/bad-request` from `query`
 */
export const storableStorage = (storage: Storage): Storage => ({
  ...storableSql(storage),
  transaction: (work, options) => storage.transaction((sql) => work(storableSql(sql)), options),
  ...(storage.vacuum === undefined ? {} : { vacuum: () => storage.vacuum!() }),
  close: () => storage.close(),
});

const storableSql = (sql: Sql): Sql => ({
  async query<Row extends object>(statement: string, parameters: readonly SqlParameter[] = []) {
    if (!parameters.every(hasStorableText))
      throw new RecognizeError('server/bad-request', {
        detail: 'expected text without U+0000 and unpaired surrogates',
      });
    return sql.query<Row>(statement, parameters);
  },
});

/** Whether all text in a parameter is storable, including names and values in objects, which become JSON. */
function hasStorableText(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && hasStorableText(member));
}
