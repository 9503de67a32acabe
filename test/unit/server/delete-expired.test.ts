import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { waitForLock } from '../../../src/server/storage/advisory-lock.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';
import { findPostgres } from '../../support/postgres.ts';
import { emptyPglite, testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { refusalOf } from './backend.support.ts';
import { beginCeremony, createDeviceKeys, enroll, send } from './support.ts';

it('returns session-expired for a minute, then session-unknown, when the server deletes every minute', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const backend = await createTestBackend({ storage: await testStorage() });
  try {
    const face = syntheticFace(1);
    const { clientShare } = await enroll(backend, 'ann', face());
    const keys = await createDeviceKeys();
    const begun = await beginCeremony(backend, {
      recognizeId: 'ann',
      ceremony: 'recover',
      clientShare,
      keys,
    });
    const request = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
    const sendAfterInterval = () => {
      vi.advanceTimersByTime(60_000);
      return refusalOf(send(backend, 'ann', request));
    };
    backend.clock.now += 600_000;
    expect(await sendAfterInterval()).toMatchObject({ code: 'ceremony/session-expired' });
    backend.clock.now += 60_000;
    expect(await sendAfterInterval()).toMatchObject({ code: 'ceremony/session-unknown' });
  } finally {
    await backend.close();
    vi.useRealTimers();
  }
});

const postgres = await findPostgres();
afterAll(() => postgres.close());

const insertExpiredTokens = (storage: Storage, count: number) =>
  storage.query("insert into recognize_spent_tokens select 'token-' || i, 1 from generate_series(1, $1) i", [
    count,
  ]);
const countTokens = async (storage: Storage) =>
  (await storage.query<{ count: number }>('select count(*)::int as count from recognize_spent_tokens'))[0]!
    .count;

it('deletes more rows than one transaction does', async () => {
  const backend = await createTestBackend({ storage: await testStorage() });
  await insertExpiredTokens(backend.storage, 2_500);
  await backend.server.sweep();
  expect(await countTokens(backend.storage)).toBe(0);
  await backend.close();
});

it('makes the space of deleted ceremonies usable again with PGlite', async () => {
  const backend = await createTestBackend({ storage: await emptyPglite() });
  const { storage } = backend;
  const sizes: number[] = [];
  for (let round = 0; round < 3; round++) {
    await storage.query(
      `insert into recognize_ceremonies (ceremony_id, recognize_id, claims, points, expires, mac)
       select 'id-' || i, 'ann', '{}', decode(repeat('ab', 65536), 'hex'), 1, '' from generate_series(1, 20) i`,
    );
    await backend.server.sweep();
    const [row] = await storage.query<{ size: number }>(
      "select pg_total_relation_size('recognize_ceremonies')::int as size",
    );
    sizes.push(row!.size);
  }
  expect(Math.max(...sizes)).toBeLessThan(20 * 65_536);
  await backend.close();
});

describe.runIf(postgres.url !== undefined)('on PostgreSQL, while another process deletes', () => {
  /** Runs `work` while a transaction holds the lock. */
  async function whileLocked(storage: Storage, work: () => Promise<void>): Promise<void> {
    await storage.transaction(async (sql) => {
      await waitForLock(sql, 'deleteExpired');
      await work();
    });
  }

  it('deletes nothing at the interval of a minute', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const backend = await createTestBackend({ storage: await testStorage(postgres.url) });
    try {
      await insertExpiredTokens(backend.storage, 1);
      await whileLocked(backend.storage, async () => {
        vi.advanceTimersByTime(60_000);
        await setTimeout(300);
      });
      await setTimeout(300);
      expect(await countTokens(backend.storage)).toBe(1);
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(async () => expect(await countTokens(backend.storage)).toBe(0), 5_000);
    } finally {
      await backend.close();
      vi.useRealTimers();
    }
  });

  it('waits in sweep(), and then deletes', async () => {
    const backend = await createTestBackend({ storage: await testStorage(postgres.url) });
    await insertExpiredTokens(backend.storage, 1);
    let swept: Promise<void> | undefined;
    await whileLocked(backend.storage, async () => {
      swept = backend.server.sweep();
      await setTimeout(300);
      expect(await countTokens(backend.storage)).toBe(1);
    });
    await swept;
    expect(await countTokens(backend.storage)).toBe(0);
    await backend.close();
  });
});
