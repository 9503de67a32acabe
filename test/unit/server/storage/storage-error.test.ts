import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { isReportedByServer, withoutValues } from '../../../../src/server/storage/storage-error.ts';
import { databasesWith, findPostgres } from '../../../support/postgres.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

const VALUE = 'the-secret-value';

describe.each(databasesWith(postgres))('an error of %s', (_name, available, open) => {
  it.runIf(available)('contains no values of parameters or rows, in any property', async () => {
    const storage = await open();
    await storage.query('create table notes (id text primary key, size integer check (size < 9))');
    await storage.query('insert into notes values ($1, 1)', [VALUE]);
    const statements = [
      'insert into notes values ($1, 1)',
      'insert into notes values ($1, 10)',
      'insert into notes values ($1::integer::text, 1)',
      'select * from no_such_table where id = $1',
      'select $1::jsonb',
    ];
    for (const statement of statements) {
      for (const run of [
        storage.query,
        (...query: Parameters<typeof storage.query>) => storage.transaction((sql) => sql.query(...query)),
      ]) {
        const error = await run(statement, [VALUE]).then(
          () => 'no error',
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(Error);
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(VALUE);
      }
    }
    await storage.close();
  });
});

// cspell:disable
describe('an error of a server that speaks German', () => {
  const german = (code: string, severity: string, message = 'Fehler') =>
    Object.assign(new Error(message), { code, severity });

  it('leaves the connection open unless the server closes it', () => {
    expect(isReportedByServer(german('23505', 'FEHLER'))).toBe(true);
    expect(isReportedByServer(german('57014', 'FEHLER'))).toBe(true);
    expect(isReportedByServer(german('57P01', 'FATAL'))).toBe(false);
    expect(isReportedByServer(german('25P03', 'FATAL'))).toBe(false);
  });

  it.each([
    ['22P02', `ungültige Eingabesyntax für Typ integer: »${VALUE}«`],
    ['22003', `Wert »${VALUE}« ist außerhalb des gültigen Bereichs für Typ integer`],
  ])('contains no value: %s', (code, message) => {
    const error = withoutValues(german(code, 'FEHLER', message));
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(VALUE);
    expect(error.message).toBe(`The database refused a value (SQLSTATE ${code}).`);
  });
});
