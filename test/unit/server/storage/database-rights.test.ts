import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createSecret } from '../../../../src/server/index.ts';
import { migrate, migrations } from '../../../../src/server/storage/migrate.ts';
import { migrationScript, tableNames } from '../../../../src/server/storage/migration-script.ts';
import { pgStorage } from '../../../../src/server/storage/pg.ts';
import type { Storage } from '../../../../src/server/storage/sql.ts';
import { type PostgresServer, startPostgres } from '../../../support/postgres.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { runCli } from '../../cli/support.ts';
import { enroll } from '../support.ts';

const secret = createSecret();
const postgres = await startPostgres();
afterAll(() => postgres?.close());

/** A new database with a role that may use the schema public and not create tables there, which is the default of PostgreSQL 15. */
async function createDatabase({ url }: PostgresServer) {
  const [database, role] = ['db', 'app'].map((name) => `${name}_${randomBytes(4).toString('hex')}`);
  const administrator = await pgStorage(url);
  await administrator.query(`create database ${database}`);
  await administrator.query(`create role ${role} login`);
  await administrator.close();
  const urlFor = (user: string, options = '') => {
    const changed = new URL(url);
    [changed.username, changed.pathname] = [user, database!];
    if (options !== '') changed.searchParams.set('options', options);
    return changed.href;
  };
  return { role: role!, ownerUrl: urlFor('test'), roleUrl: (options?: string) => urlFor(role!, options) };
}

describe.runIf(postgres !== undefined)('a role of PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let owner: Storage;
  const open: Storage[] = [];
  const storageOf = async (url: string) => {
    const storage = await pgStorage(url);
    open.push(storage);
    return storage;
  };
  beforeEach(async () => {
    database = await createDatabase(postgres!);
    owner = await storageOf(database.ownerUrl);
  });
  afterAll(() => Promise.all(open.map((storage) => storage.close())));

  /** Starts a server as the role. @returns the message of its error; undefined when it starts and enrolls */
  async function startError(options: { url?: string; migrate?: boolean } = {}): Promise<string | undefined> {
    const { url = database.roleUrl(), ...rest } = options;
    try {
      const backend = await createTestBackend({ storage: await storageOf(url), secret, ...rest });
      await enroll(backend, 'ann', syntheticFace(1)());
      await backend.server.sweep();
      await backend.server.close();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }
  const grantTables = () =>
    owner.query(`grant select, insert, update, delete on ${tableNames().join(', ')} to ${database.role}`);
  const grantAll = async () => {
    await grantTables();
    await owner.query(`grant select on recognize_migrations to ${database.role}`);
  };

  it('starts with rights on the tables and none on the schema, when the tables exist', async () => {
    await migrate(owner);
    await grantAll();
    expect(await startError()).toBeUndefined();
    expect(await startError({ migrate: false })).toBeUndefined();
  });

  it('gets one sentence for a database whose encoding cannot store every name', async () => {
    const name = `latin_${randomBytes(4).toString('hex')}`;
    await owner.query(`create database ${name} encoding 'LATIN1' template template0`);
    const url = new URL(database.ownerUrl);
    url.pathname = name;
    expect(await startError({ url: url.href })).toMatch(
      new RegExp(`^The database ${name} has the encoding LATIN1, .*encoding UTF8`),
    );
  });

  it('gets one sentence with the command when the tables do not exist', async () => {
    const { role } = database;
    const command = `npx recognize-elements migrate --print --role ${role}`;
    expect(await startError()).toMatch(
      new RegExp(
        `^The database lacks migrations? 1.*role ${role} has no right to create tables in schema public.*${command}$`,
      ),
    );
    expect(await startError({ migrate: false })).toMatch(
      /^The database lacks migrations? 1.*: npx recognize-elements migrate \(or leave out migrate: false\)\.$/,
    );
  });

  it('starts after the administrator has run the printed statements, once or twice', async () => {
    const { stdout } = await runCli(['migrate', '--print', '--role', database.role]);
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    for (let i = 0; i < 2; i++) await client.query(stdout);
    await client.end();
    expect(await startError({ migrate: false })).toBeUndefined();
    expect(await startError()).toBeUndefined();
  });

  it('gets the statements for what is missing only: a database of an earlier migration', async () => {
    const added = { version: 99, statements: ['create table recognize_added (id text)'] };
    await migrate(owner);
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query(migrationScript(database.role, [...migrations, added]));
    await client.end();
    const rows = await owner.query<{ version: number }>(
      'select max(version) as version from recognize_migrations',
    );
    expect(rows).toEqual([{ version: 99 }]);
    expect(await owner.query('select * from recognize_added')).toEqual([]);
  });

  it('gets the name of the table and the GRANT when a right on one table is missing', async () => {
    await migrate(owner);
    await grantAll();
    await owner.query(`revoke update, delete on recognize_shares from ${database.role}`);
    expect(await startError()).toBe(
      `Role ${database.role} lacks rights on recognize_shares. Let the owner of the tables run: GRANT UPDATE, DELETE ON recognize_shares TO ${database.role};`,
    );
    await owner.query(`grant update, delete on recognize_shares to ${database.role}`);
    await owner.query(`revoke select on recognize_migrations from ${database.role}`);
    expect(await startError()).toMatch(/GRANT SELECT ON recognize_migrations TO/);
  });

  it('gets the name of the tables whose owner it is not, when a migration is missing', async () => {
    await migrate(owner);
    await grantAll();
    await owner.query('delete from recognize_migrations');
    await owner.query(`grant create on schema public to ${database.role}`);
    expect(await startError()).toMatch(
      /role \w+ is not the owner of public\.recognize_devices, public\.recognize_migrations/,
    );
  });

  it('uses the tables of another schema through the search path, and names a path that leads nowhere', async () => {
    const { role } = database;
    await owner.query(`create schema faces authorization ${role}`);
    const searchPath = (path: string) => database.roleUrl(`-c search_path=${path}`);
    expect(await startError({ url: searchPath('faces') })).toBeUndefined();
    const tables = await owner.query(`select 1 from pg_tables where schemaname = 'faces'`);
    expect(tables.length).toBeGreaterThan(5);
    expect(await startError({ url: searchPath('nowhere') })).toMatch(
      /the search path \(nowhere\) does not contain the schema of faces\./,
    );
    expect(await startError()).toMatch(
      /the search path \("\$user", public\) does not contain the schema of faces\./,
    );
    await owner.query(`alter schema faces owner to test`);
    expect(await startError({ url: searchPath('faces') })).toMatch(
      /role \w+ has no right to use the schema of faces\./,
    );
    await owner.query('drop schema faces cascade');
    expect(await startError({ url: searchPath('nowhere') })).toMatch(
      /no schema of the search path \(nowhere\) exists/,
    );
  });

  it('creates tables of a later migration in the schema of the earlier ones', async () => {
    await owner.query('create schema faces');
    const faces = await storageOf(
      `${database.ownerUrl}&options=${encodeURIComponent('-c search_path=faces')}`,
    );
    await migrate(faces);
    const both = await storageOf(
      `${database.ownerUrl}&options=${encodeURIComponent('-c search_path=public,faces')}`,
    );
    const added = { version: 99, statements: ['create table recognize_added (id text)'] };
    expect(await migrate(both, [...migrations, added])).toEqual([99]);
    expect(await owner.query('select id from faces.recognize_added')).toEqual([]);
  });

  it('gets one sentence when its transactions are read-only, and from a standby server', async () => {
    await migrate(owner);
    await grantAll();
    await owner.query(`alter role ${database.role} set default_transaction_read_only = on`);
    expect(await startError()).toMatch(
      /^The database \w+ is read-only for role \w+ \(default_transaction_read_only\)\./,
    );
    await owner.query(`alter role ${database.role} reset default_transaction_read_only`);
    const standby = await postgres!.startStandby();
    try {
      const url = new URL(database.roleUrl());
      url.searchParams.set('host', new URL(standby.url).searchParams.get('host')!);
      expect(await startError({ url: url.href })).toMatch(
        /^The database \w+ is a read-only standby server\. Connect to its primary/,
      );
    } finally {
      await Promise.all(open.splice(0).map((storage) => storage.close()));
      await standby.close();
    }
  });
});
