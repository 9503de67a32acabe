import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { migrations } from '../../../src/server/storage/migrate.ts';
import { tableNames } from '../../../src/server/storage/migration-script.ts';
import { pgStorage } from '../../../src/server/storage/pg.ts';
import { startPostgres } from '../../support/postgres.ts';
import { emptyPglite } from '../../support/storage.ts';
import { runCli } from './support.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.close());
afterEach(() => vi.unstubAllEnvs());

describe('migrate', () => {
  it('prints a script for the tables, and the rights of a role whose name needs quotes', async () => {
    const { exitCode, stdout } = await runCli(['migrate', '--print', '--role', 'Web "app"']);
    expect(exitCode).toBe(0);
    for (const table of [...tableNames(), 'recognize_migrations']) expect(stdout).toContain(` ${table} `);
    expect(stdout).toContain('to "Web ""app""";');
    const storage = await emptyPglite();
    const withoutGrants = (await runCli(['migrate', '--print'])).stdout;
    for (const statement of withoutGrants.split(';\n\n')) await storage.query(statement);
    expect(await storage.query('select version from recognize_migrations order by version')).toEqual(
      migrations.map(({ version }) => ({ version })),
    );
    await storage.close();
  });

  it.runIf(postgres !== undefined)('creates the tables once, and grants a role its rights', async () => {
    const storage = await pgStorage(postgres!.url);
    await storage.query('create role "Web app"');
    vi.stubEnv('DATABASE_URL', postgres!.url);
    expect((await runCli(['migrate'])).stdout).toMatch(/^Applied migrations? 1/);
    expect(await runCli(['migrate', '--database', postgres!.url, '--role', 'Web app'])).toEqual({
      exitCode: 0,
      stdout: 'The database has all migrations.\nGranted the rights to Web app.',
      stderr: '',
    });
    const [right] = await storage.query<{ update: boolean }>(
      `select has_table_privilege('Web app', 'recognize_shares', 'update') as update`,
    );
    expect(right!.update).toBe(true);
    await storage.close();
  });

  it('fails with one sentence without a database, and when it cannot be reached', async () => {
    vi.stubEnv('DATABASE_URL', '');
    expect(await runCli(['migrate'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'Name the database with --database or DATABASE_URL, or use --print.',
    });
    const { exitCode, stderr } = await runCli([
      'migrate',
      '--database',
      'postgres://me:hidden@127.0.0.1:1/x',
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^PostgreSQL \(127\.0\.0\.1:1, database x\) cannot be used: .*ECONNREFUSED.*\.$/);
    expect(stderr).not.toContain('hidden');
  });
});
