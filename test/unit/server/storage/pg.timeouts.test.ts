import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { pgStorage } from '../../../../src/server/storage/pg.ts';
import type { Storage } from '../../../../src/server/storage/sql.ts';
import { startPostgres } from '../../../support/postgres.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.close());

/** Short settings, so that the tests do not wait for the defaults. */
const settings = {
  connectionTimeoutMillis: 500,
  statement_timeout: 600,
  lock_timeout: 300,
  idle_in_transaction_session_timeout: 400,
};
/** The longest of the settings twice, for a slow machine. A request without a limit would wait for ever. */
const MAX_MS = 3_000;

/** The duration and the status of a request that reads the database. */
async function request(backend: TestBackend): Promise<{ status: number; code: string; isInTime: boolean }> {
  const start = performance.now();
  const response = await backend.fetchAs('ann', 'GET', 'people/ann/devices');
  const { error } = (await response.json()) as { error?: { code: string } };
  return {
    status: response.status,
    code: error?.code ?? 'none',
    isInTime: performance.now() - start < MAX_MS,
  };
}
const unavailable = { status: 503, code: 'server/unavailable', isInTime: true };
const available = { status: 200, code: 'none', isInTime: true };

/** A TCP server that accepts connections, and answers nothing after `freeze`. */
async function startProxy(target: string | undefined) {
  let frozen = target === undefined;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (target === undefined) return;
    const upstream = connect(target);
    upstream.on('error', () => {});
    socket.on('data', (data) => frozen || upstream.write(data));
    upstream.on('data', (data) => frozen || socket.write(data));
    socket.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `postgres://test@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`,
    setFrozen(value: boolean) {
      frozen = value;
    },
    close: () => server.close(),
  };
}

describe.runIf(postgres !== undefined)('PostgreSQL that does not answer', () => {
  const open = (overrides: pg.PoolConfig = {}) =>
    pgStorage({ connectionString: postgres!.url, ...settings, ...overrides });
  beforeEach(async () => {
    const storage = await open();
    await storage.query('drop schema public cascade');
    await storage.query('create schema public');
    await storage.close();
  });

  it.each([
    ['a configuration', () => open()],
    ['a pool of the host', () => pgStorage(new pg.Pool({ connectionString: postgres!.url, ...settings }))],
  ])(
    'returns 503 in time while the server is stopped, and 200 after that: %s',
    async (_target, openStorage) => {
      const backend = await createTestBackend({ storage: await openStorage() });
      expect(await request(backend)).toEqual(available);
      postgres!.signal('SIGSTOP');
      try {
        // More requests than the pool has connections.
        const responses = await Promise.all(Array.from({ length: 15 }, () => request(backend)));
        for (const response of responses) expect(response).toEqual(unavailable);
        expect(await request(backend)).toEqual(unavailable);
      } finally {
        postgres!.signal('SIGCONT');
      }
      expect(await request(backend)).toEqual(available);
      expect(
        backend.logged.filter((event) => (event as { event: string }).event === 'error')[0],
      ).toMatchObject({
        code: 'server/unavailable',
        cause: expect.stringMatching(/^PostgreSQL \(.*\) cannot be used: /),
      });
      await backend.close();
    },
  );

  it('returns 503 while the server is killed, and 200 after it was started again', async () => {
    const backend = await createTestBackend({ storage: await open() });
    await postgres!.crash(async () => expect(await request(backend)).toEqual(unavailable));
    expect(await request(backend)).toEqual(available);
    await backend.close();
  });

  it('returns 503 in time when the network loses all data, and 200 after that', async () => {
    const folder = new URL(postgres!.url).searchParams.get('host')!;
    const proxy = await startProxy(`${folder}/.s.PGSQL.5432`);
    const backend = await createTestBackend({
      storage: await pgStorage({ connectionString: proxy.url, ...settings }),
    });
    expect(await request(backend)).toEqual(available);
    proxy.setFrozen(true);
    expect(await request(backend)).toEqual(unavailable);
    proxy.setFrozen(false);
    expect(await request(backend)).toEqual(available);
    await backend.close();
    proxy.close();
  });

  it('ends the connections in time while the server is stopped', async () => {
    const storage = await open();
    await storage.query('select 1');
    postgres!.signal('SIGSTOP');
    const start = performance.now();
    await storage.close().finally(() => postgres!.signal('SIGCONT'));
    expect(performance.now() - start).toBeLessThan(MAX_MS);
  });

  it('rejects a statement that waits for a lock, and continues', async () => {
    const storage = await open({ idle_in_transaction_session_timeout: 5_000 });
    await storage.query('create table locked (id integer)');
    await storage.query('insert into locked values (1)');
    const lock = 'select id from locked for update';
    await storage.transaction(async (sql) => {
      await sql.query(lock);
      await expect(storage.query(lock)).rejects.toMatchObject({ code: '55P03' });
      await expect(storage.transaction((other) => other.query(lock))).rejects.toMatchObject({
        code: '55P03',
      });
    });
    expect(await storage.query(lock)).toEqual([{ id: 1 }]);
    await storage.close();
  });

  it('ends a slow statement and an idle transaction, and gives a transaction its own limit', async () => {
    const storage = await open();
    const sleep = (sql: Pick<Storage, 'query'>) => sql.query('select 1 as one from pg_sleep(1)');
    await expect(sleep(storage)).rejects.toThrow();
    await expect(storage.transaction(sleep)).rejects.toThrow();
    expect(await storage.transaction(sleep, { statementTimeoutMs: 5_000 })).toEqual([{ one: 1 }]);
    const idle = storage.transaction(async (sql) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return sql.query('select 1');
    });
    await expect(idle).rejects.toThrow(/cannot be used/);
    expect(await storage.query('select 1 as one')).toEqual([{ one: 1 }]);
    await storage.close();
  });

  const readLimits = async (sql: Pick<Storage, 'query'>) =>
    (
      await sql.query(
        `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
           current_setting('idle_in_transaction_session_timeout') as idle`,
      )
    )[0];

  it('has default settings, which the configuration changes', async () => {
    const [byUrl, changed] = [await pgStorage(postgres!.url), await open({ lock_timeout: 0 })];
    expect(await readLimits(byUrl)).toEqual({ statement: '10s', lock: '5s', idle: '10s' });
    expect(await readLimits(changed)).toEqual({ statement: '600ms', lock: '0', idle: '400ms' });
    await Promise.all([byUrl.close(), changed.close()]);
  });

  it('keeps the settings and types of a pool of the host, adds the missing settings, and leaves it open', async () => {
    const pool = new pg.Pool({ connectionString: postgres!.url, lock_timeout: 1_234 });
    const storage = await pgStorage(pool);
    const inTransaction = await storage.transaction(readLimits);
    expect(inTransaction).toEqual({ statement: '10s', lock: '1234ms', idle: '10s' });
    const bigint = 'select 7::bigint as count';
    expect(await storage.query(bigint)).toEqual([{ count: 7 }]);
    expect((await pool.query(bigint)).rows).toEqual([{ count: '7' }]);
    await storage.close();
    expect((await pool.query(bigint)).rows).toHaveLength(1);
    await pool.end();
  });
});

describe('pgStorage', () => {
  it('rejects the start with one sentence in time when a server accepts and never answers', async () => {
    const proxy = await startProxy(undefined);
    const start = performance.now();
    const storage = await pgStorage({ connectionString: proxy.url, ...settings });
    await expect(createTestBackend({ storage })).rejects.toThrow(
      /^PostgreSQL \(127\.0\.0\.1:\d+, database postgres\) cannot be used: there was no connection (in time|within 500 ms)\.$/,
    );
    expect(performance.now() - start).toBeLessThan(MAX_MS);
    await storage.close();
    proxy.close();
  });

  it.each([undefined, '', null, 7, 'mysql://me:hidden@host/x', 'me:hidden'])(
    'rejects %j with a sentence that says what is expected',
    async (target) => {
      await expect(pgStorage(target as unknown as string)).rejects.toThrow(
        /^pgStorage: expected a URL such as/,
      );
    },
  );

  it('does not repeat the password of an invalid URL', async () => {
    const error = await pgStorage('postgres://me:hidden@[host/x').catch((thrown: Error) => thrown);
    expect(String(error)).toMatch(/pgStorage: expected a URL/);
    expect(JSON.stringify(Object.getOwnPropertyDescriptors(error))).not.toContain('hidden');
  });
});
