import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordMatch } from '../../../src/server/attempts.ts';
import { resetLockout } from '../../../src/server/lockout.ts';
import type { DeviceRef } from '../../../src/server/repositories/devices.ts';
import { migrate } from '../../../src/server/storage/migrate.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';
import { databasesWith, findPostgres } from '../../support/postgres.ts';
import { attempt, attemptInParallel, createDevice, noLockout } from './attempts.support.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

// PGlite runs transactions one after the other, PostgreSQL in parallel.
const postgres = await findPostgres();
afterAll(() => postgres.close());

describe.each(databasesWith(postgres))('200 attempts in parallel on %s', (_name, available, open) => {
  let storage: Storage;
  let device: DeviceRef;
  beforeAll(async () => {
    if (!available) return;
    storage = await open();
    await migrate(storage);
  });
  afterAll(() => (available ? storage.close() : undefined));
  beforeEach(async () => {
    if (available) device = await createDevice(storage);
  });

  const run = (options: { now: number; count?: number }) => attemptInParallel(storage, device, options);
  /** Uses up the daily limit, with two attempts too many. */
  const useUpDay = async (now: number) => (await run({ now, count: 12 })).allowed;

  it.runIf(available)('[T39] allows ten failures in 24 hours', async () => {
    expect(await run({ now: 1000 })).toEqual({ allowed: 10, until: [1000 + DAY_MS] });
    expect(await run({ now: 999 + DAY_MS, count: 2 })).toEqual({ allowed: 0, until: [1000 + DAY_MS] });
    expect(await useUpDay(1000 + DAY_MS)).toBe(10);
  });

  it.runIf(available)(
    '[T40] freezes after thirty failures since the last success: for a day, then twice as long after each failure, at most a year',
    async () => {
      for (const now of [0, DAY_MS]) expect(await useUpDay(now)).toBe(10);
      for (let i = 0; i < 5; i++) await attempt(storage, device, 2 * DAY_MS + i, noLockout);
      expect(await run({ now: 3 * DAY_MS })).toEqual({ allowed: 5, until: [4 * DAY_MS] });
      let day = 4;
      for (const freezeDays of [2, 4, 8, 16, 32, 64, 128, 256, 365, 365]) {
        expect((await run({ now: day * DAY_MS - 1, count: 2 })).allowed).toBe(0);
        const until = [(day + freezeDays) * DAY_MS];
        expect(await run({ now: day * DAY_MS, count: 3 })).toEqual({ allowed: 1, until });
        day += freezeDays;
      }
      await storage.transaction((sql) => recordMatch(sql, device, day * DAY_MS));
      expect(await useUpDay(day * DAY_MS)).toBe(10);
    },
  );

  it.runIf(available)('[T41] allows a hundred failures in a year, with successes between', async () => {
    // Ten attempts a day, one of which succeeds: it is not counted, and the count since the last success starts again.
    for (let day = 0; day < 10; day++) {
      expect(await useUpDay(day * DAY_MS)).toBe(10);
      await storage.transaction((sql) => recordMatch(sql, device, day * DAY_MS));
    }
    expect(await useUpDay(10 * DAY_MS - 1)).toBe(1);
    expect(await run({ now: 11 * DAY_MS })).toEqual({ allowed: 9, until: [YEAR_MS] });
    await resetLockout(storage, device.recognizeId);
    expect(await run({ now: YEAR_MS - 1, count: 2 })).toEqual({ allowed: 0, until: [YEAR_MS] });
    // The nine failures of the first day are a year old.
    expect(await run({ now: YEAR_MS, count: 12 })).toEqual({ allowed: 9, until: [DAY_MS + YEAR_MS] });
  });

  it.runIf(available)('[T42] removes a failure only after a success, not by resetLockout', async () => {
    expect(await useUpDay(0)).toBe(10);
    await resetLockout(storage, device.recognizeId);
    expect(await useUpDay(1)).toBe(0);
    await storage.transaction((sql) => recordMatch(sql, device, 0));
    expect(await useUpDay(2)).toBe(1);
  });
});
