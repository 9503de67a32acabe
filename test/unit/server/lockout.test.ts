import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordMatch } from '../../../src/server/attempts.ts';
import { lockUser } from '../../../src/server/devices.ts';
import { resetLockout } from '../../../src/server/lockout.ts';
import { migrate } from '../../../src/server/storage/migrate.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';
import { databasesWith, findPostgres } from '../../support/postgres.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { attempt, attemptInParallel, createDevice, defaultLockout, noLockout } from './attempts.support.ts';
import { failuresOf, refusalOf } from './backend.support.ts';
import { createDeviceKeys, enroll, runCeremony } from './support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

describe.each(databasesWith(postgres))('on %s', (_name, available, open) => {
  let storage: Storage;
  beforeAll(async () => {
    if (!available) return;
    storage = await open();
    await migrate(storage);
  });
  afterAll(() => (available ? storage.close() : undefined));

  it.runIf(available)('locks a user for ten minutes after five failures, until resetLockout', async () => {
    const device = await createDevice(storage);
    const run = (now: number, count?: number) =>
      attemptInParallel(storage, device, { now, lockout: defaultLockout, ...(count && { count }) });
    expect(await run(0)).toEqual({ allowed: 5, until: [600_000] });
    expect((await run(599_999, 2)).allowed).toBe(0);
    await resetLockout(storage, device.recognizeId);
    expect((await run(599_999, 7)).allowed).toBe(5);
  });

  it.runIf(available)('counts only the failures of the last ten minutes', async () => {
    const device = await createDevice(storage);
    const run = (now: number, count: number) =>
      attemptInParallel(storage, device, { now, count, lockout: defaultLockout });
    expect((await run(0, 4)).allowed).toBe(4);
    // The first four have left the window: four more are allowed without a lockout, and the fifth starts one.
    expect((await run(600_000, 4)).allowed).toBe(4);
    expect(await run(600_001, 2)).toEqual({ allowed: 1, until: [1_200_001] });
  });

  it.runIf(available)('sets the time of last use of the device at a match', async () => {
    const device = await createDevice(storage);
    const lastUsed = async () => {
      const [row] = await storage.query<{ last_used: number | null }>(
        'select last_used from recognize_devices where device_id = $1',
        [device.deviceId],
      );
      return row!.last_used;
    };
    expect(await lastUsed()).toBeNull();
    await storage.transaction((sql) => recordMatch(sql, device, 1000, 2000));
    expect(await lastUsed()).toBe(2000);
  });

  it.runIf(available)('does not deadlock when attempts and successes run in parallel', async () => {
    const device = await createDevice(storage);
    const succeed = (now: number) =>
      storage.transaction(async (sql) => {
        await lockUser(sql, device.recognizeId);
        await recordMatch(sql, device, now);
      });
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        i % 2 === 0 ? attempt(storage, device, i, noLockout) : succeed(i),
      ),
    );
    const [row] = await storage.query<{ failures: number[]; since_success: number }>(
      'select failures, since_success from recognize_devices where device_id = $1',
      [device.deviceId],
    );
    expect(row!.failures.length).toBeGreaterThanOrEqual(row!.since_success);
  });
});

it('returns 423 with until while the user is locked out, and accepts a ceremony after that', async () => {
  const lockout = { failures: 2, windowMs: 60_000, durationMs: 60_000 };
  const backend = await createTestBackend({ storage: await testStorage(), policy: { lockout } });
  try {
    const { clientShare, deviceId } = await enroll(backend, 'ann', syntheticFace(1)());
    const options = {
      recognizeId: 'ann',
      ceremony: 'recover',
      clientShare,
      keys: await createDeviceKeys(),
    } as const;
    for (let i = 0; i < 2; i++) await runCeremony(backend, options, syntheticFace(2)());
    expect(await refusalOf(runCeremony(backend, options, syntheticFace(1)()))).toEqual({
      code: 'ceremony/locked',
      status: 423,
      until: backend.clock.now + 60_000,
    });
    backend.clock.now += 60_000;
    expect((await runCeremony(backend, options, syntheticFace(1)())).finishResponse.recognized).toBe(true);
    expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 2, sinceSuccess: 0 });
  } finally {
    await backend.close();
  }
});
