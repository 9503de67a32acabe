import { performance } from 'node:perf_hooks';
import { deriveKeys } from '../../src/server/keys.ts';
import type { Sql, Storage } from '../../src/server/storage/sql.ts';
import { startPostgres } from '../support/postgres.ts';
import { testStorage } from '../support/storage.ts';
import { syntheticFace } from '../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../support/test-backend.ts';
import {
  beginCeremony,
  createDeviceKeys,
  type Enrollment,
  enroll,
  prepareFinish,
  send,
} from '../unit/server/support.ts';
import { median, rounded } from './median.ts';

// The database with one million devices and 100,000 open runs, on PostgreSQL.

const DEVICES = 1_000_000;
const OPEN_RUNS = 100_000;
/** Devices of release 0.1.0 that the upgrade is measured with. */
const OLD_DEVICES = 100_000;
/** Runs that expire in the same minute, each with all points of BeginRequest. */
const EXPIRED_RUNS = 1_000;
const RECOVERIES = 15;

const face = syntheticFace(1);

/** A storage that adds up the time until statements are answered. */
function timedStorage(storage: Storage) {
  let milliseconds = 0;
  const timed = (sql: Sql): Sql => ({
    async query(statement, parameters) {
      const start = performance.now();
      try {
        return await sql.query(statement, parameters);
      } finally {
        milliseconds += performance.now() - start;
      }
    },
  });
  return {
    ...timed(storage),
    transaction: <Result>(work: (sql: Sql) => Promise<Result>) =>
      storage.transaction((sql) => work(timed(sql))),
    close: () => storage.close(),
    takeMilliseconds() {
      const taken = milliseconds;
      milliseconds = 0;
      return taken;
    },
  };
}

const createStorage = async (url: string) => timedStorage(await testStorage(url));

type TimedStorage = Awaited<ReturnType<typeof createStorage>>;

const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** @returns milliseconds */
async function medianTimeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++) times.push(await timeOf(work));
  return rounded(median(times));
}

const recovery = async ({ clientShare }: Enrollment) =>
  ({ recognizeId: 'ann', ceremony: 'recover', clientShare, keys: await createDeviceKeys() }) as const;

/** Time of all statements of one recovery, milliseconds: median. */
async function measureRecoveries(backend: TestBackend, storage: TimedStorage, enrollment: Enrollment) {
  const times: number[] = [];
  for (let i = 0; i < RECOVERIES; i++) {
    storage.takeMilliseconds();
    const { request } = await prepareFinish(backend, await recovery(enrollment), face());
    await send(backend, 'ann', request);
    times.push(storage.takeMilliseconds());
  }
  return rounded(median(times));
}

/** Bytes that one run occupies in its table after each step. */
async function measureBytes(backend: TestBackend, enrollment: Enrollment) {
  const bytesOf = async (id: string) =>
    (
      await backend.storage.query<{ bytes: number }>(
        'select pg_column_size(c.*)::int as bytes from recognize_ceremonies c where ceremony_id = $1',
        [id],
      )
    )[0]!.bytes;
  const { id: openId } = await beginCeremony(backend, await recovery(enrollment));
  const { id, request } = await prepareFinish(backend, await recovery(enrollment), face());
  const evaluated = await bytesOf(id);
  await send(backend, 'ann', request);
  return {
    bytesAfterBegin: await bytesOf(openId),
    bytesAfterEvaluate: evaluated,
    bytesAfterFinish: await bytesOf(id),
  };
}

/** Fills the tables. The codes are not valid; no measured statement reads these rows. */
async function fill({ query }: Sql): Promise<void> {
  for (const statement of [
    `insert into recognize_people (recognize_id, created) select 'person-' || i, 0 from generate_series(1, ${DEVICES}) i`,
    `insert into recognize_devices (device_id, recognize_id, type, name, created, expires, model_id, n, state_hash, mac)
     select 'device-' || i, 'person-' || i, 'BACKUP', 'Recovery', 0, case when i % 10 = 0 then 9e15::bigint else 0 end, 'm', 1024,
       decode(repeat('ab', 32), 'hex'), decode(repeat('ab', 32), 'hex') from generate_series(1, ${DEVICES}) i`,
    `insert into recognize_shares (share_id, device_id, pending, sealed_share, created, mac)
     select 'share-' || i, 'device-' || i, false, decode(repeat('ab', 156), 'hex'), 0, decode(repeat('ab', 32), 'hex')
     from generate_series(1, ${DEVICES}) i`,
    `insert into recognize_ceremonies (ceremony_id, recognize_id, device_id, share_id, claims, device_key, sid, points, sealed_secret, expires, mac)
     select 'run-' || i, 'person-' || i, 'device-' || i, 'share-' || i, '{"ceremony":"recover"}', decode(repeat('ab', 64), 'hex'),
       decode(repeat('ab', 32), 'hex'), '', decode(repeat('ab', 60), 'hex'), 9e15::bigint, decode(repeat('ab', 32), 'hex')
     from generate_series(1, ${OPEN_RUNS}) i`,
    'vacuum analyze',
  ])
    await query(statement);
}

const insertExpiredRuns = ({ query }: Sql) =>
  query(
    `insert into recognize_ceremonies (ceremony_id, recognize_id, claims, points, expires, mac)
     select 'expired-' || i, 'person-' || i, '{}', decode(repeat('ab', 65536), 'hex'), 1, '' from generate_series(1, $1::int) i`,
    [EXPIRED_RUNS],
  );

/** Seconds for the upgrade of a database of release 0.1.0. */
export async function measureUpgrade(url: string): Promise<number> {
  const backend = await createTestBackend({ storage: await testStorage(url) });
  const { storage, settings } = backend;
  const { cipher } = await deriveKeys(settings.secret);
  for (const table of ['devices', 'shares'])
    await storage.query(`alter table recognize_${table} drop constraint recognize_${table}_mac`);
  await storage.query('delete from recognize_integrity');
  await storage.query('delete from recognize_envelope_keys');
  await storage.query("insert into recognize_people (recognize_id, created) values ('ann', 0)");
  const ids = Array.from({ length: OLD_DEVICES }, (_, i) => i);
  for (let start = 0; start < OLD_DEVICES; start += 1_000) {
    const batch = ids.slice(start, start + 1_000);
    await storage.query(
      `insert into recognize_devices (device_id, recognize_id, type, name, created, model_id, n)
       select 'device-' || i, 'ann', 'BACKUP', 'Recovery', 0, 'm', 1024 from unnest($1::int[]) i`,
      [batch],
    );
    const sealed = batch.map((i) =>
      Buffer.from(cipher.seal(new Uint8Array(128), `share share-${i} m 1024`)).toString('hex'),
    );
    await storage.query(
      `insert into recognize_shares (share_id, device_id, pending, sealed_share, created)
       select 'share-' || i, 'device-' || i, false, decode(s, 'hex'), 0 from unnest($1::int[], $2::text[]) as u (i, s)`,
      [batch, sealed],
    );
  }
  await storage.query('analyze');
  const time = await timeOf(() => backend.restart());
  await backend.close();
  return rounded(time / 1000);
}

export async function measureDatabase(): Promise<Record<string, number>> {
  const postgres = await startPostgres();
  if (postgres === undefined) throw new Error('database: PostgreSQL is not installed.');
  try {
    const upgradeSecondsFor100000Devices = await measureUpgrade(postgres.url);
    const storage = await createStorage(postgres.url);
    const policy = { deviceLimit: 1_000, openCeremonyLimit: 1_000 };
    const backend = await createTestBackend({ storage, policy, n: 1024, tau: 320 });
    const enrollment = await enroll(backend, 'ann', face());
    const statementsMsWhenEmpty = await measureRecoveries(backend, storage, enrollment);
    const bytes = await measureBytes(backend, enrollment);
    await fill(storage);
    const statementsMsWhenFull = await measureRecoveries(backend, storage, enrollment);
    const sweepMsWithoutExpired = await medianTimeOf(() => backend.server.sweep());
    await insertExpiredRuns(storage);
    const sweepMsWith1000Expired = rounded(await timeOf(() => backend.server.sweep()));
    const removals = Array.from({ length: 20 }, (_, i) => `person-${i + 1}`);
    const removePersonMs = await medianTimeOf(() => {
      const user = removals.pop()!;
      return backend.fetchAs(user, 'DELETE', `people/${user}`);
    });
    await backend.close();
    return {
      statementsMsWhenEmpty,
      statementsMsWhenFull,
      sweepMsWithoutExpired,
      sweepMsWith1000Expired,
      removePersonMs,
      ...bytes,
      upgradeSecondsFor100000Devices,
    };
  } finally {
    await postgres.close();
  }
}
