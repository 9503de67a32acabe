import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecognizeError } from '../../../src/errors.ts';
import { insertDevice, lockPerson } from '../../../src/server/devices.ts';
import { countAttempt, countSuccess, defaultLockout, resetLockout } from '../../../src/server/limits.ts';
import { migrate } from '../../../src/server/storage/schema.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';
import { startPostgres } from '../../support/postgres.ts';
import { emptyPglite, testStorage } from '../../support/storage.ts';
import { storm } from './storm.ts';

/** Caps while 200 sessions run at once. PGlite runs one transaction after the other; a PostgreSQL server does not. */
const installed = process.env.DATABASE_URL ? undefined : await startPostgres();
const url = process.env.DATABASE_URL ?? installed?.url;
afterAll(() => installed?.close());

const day = 86_400_000;
const noLockout = { failures: 1e9, window: 1, duration: 1 };

describe.each([
  ['PGlite', true, () => emptyPglite()],
  ['PostgreSQL, where it is installed or DATABASE_URL names one', url !== undefined, () => testStorage(url)],
] as const)('200 attempts at once: %s', (_name, there, open) => {
  let storage: Storage;
  let people = 0;
  let who: { recognizeId: string; deviceId: string };
  beforeAll(async () => {
    if (!there) return;
    storage = await open();
    await migrate(storage);
  });
  afterAll(() => (there ? storage.close() : undefined));
  beforeEach(async () => {
    if (!there) return;
    who = { recognizeId: `person-${++people}`, deviceId: `device-${people}` };
    await storage.query('insert into recognize_people (recognize_id, created) values ($1, 0)', [
      who.recognizeId,
    ]);
    const device = { type: 'BACKUP', name: '', created: 0, expires: 0, modelId: 'm', n: 256 } as const;
    await insertDevice(storage, { ...who, ...device });
  });
  const holds = it.runIf(there);

  /** As a session does it: after the lock on its own row, in one transaction. */
  const attempt = (now: number, lockout: typeof defaultLockout) =>
    storage
      .transaction((sql) => countAttempt(sql, who, lockout, now))
      .then(
        () => ({ code: 'none', until: undefined }),
        (error: RecognizeError) => ({ code: error.code, until: error.until }),
      );
  const storm = async (now: number, { lockout = noLockout, sessions = 200 } = {}) => {
    const answers = await Promise.all(Array.from({ length: sessions }, () => attempt(now, lockout)));
    const refused = answers.filter(({ code }) => code !== 'none');
    expect(refused.every(({ code }) => code === 'ceremony/locked')).toBe(true);
    return { passed: sessions - refused.length, until: new Set(refused.map(({ until }) => until)) };
  };
  /** As many as a day lets through, and two more. */
  const fill = async (now: number) => (await storm(now, { sessions: 12 })).passed;

  holds('[T39] ten in a day', async () => {
    expect(await storm(1000)).toEqual({ passed: 10, until: new Set([1000 + day]) });
    expect(await storm(999 + day, { sessions: 2 })).toEqual({ passed: 0, until: new Set([1000 + day]) });
    expect(await fill(1000 + day)).toBe(10);
  });

  holds('[T40] thirty since the last success, for good', async () => {
    for (const now of [0, day]) expect(await fill(now)).toBe(10);
    for (let i = 0; i < 5; i++) await attempt(2 * day + i, noLockout);
    expect(await storm(3 * day)).toEqual({ passed: 5, until: new Set([undefined]) });
    expect(await storm(400 * day, { sessions: 2 })).toEqual({ passed: 0, until: new Set([undefined]) });
  });

  holds('[T41] a hundred in the life of a pair, whatever succeeds between', async () => {
    // Ten a day, of which one ends in yes: it is taken back, and the row of failures begins anew.
    for (let i = 0; i < 10; i++) {
      expect(await fill(i * day)).toBe(10);
      await storage.transaction((sql) => countSuccess(sql, who, i * day));
    }
    expect(await fill(10 * day - 1)).toBe(1);
    expect(await storm(11 * day)).toEqual({ passed: 9, until: new Set([undefined]) });
    await resetLockout(storage, who.recognizeId);
    expect(await storm(400 * day, { sessions: 2 })).toEqual({ passed: 0, until: new Set([undefined]) });
  });

  holds('[T42] neither the host nor anything but a success takes one back', async () => {
    expect(await fill(0)).toBe(10);
    await resetLockout(storage, who.recognizeId);
    expect(await fill(1)).toBe(0);
    await storage.transaction((sql) => countSuccess(sql, who, 0));
    expect(await fill(2)).toBe(1);
  });

  holds("five failures lock a person for the host's ten minutes, and its reset ends that", async () => {
    const lockout = defaultLockout;
    expect(await storm(0, { lockout })).toEqual({ passed: 5, until: new Set([600_000]) });
    expect((await storm(599_999, { lockout, sessions: 2 })).passed).toBe(0);
    await resetLockout(storage, who.recognizeId);
    expect((await storm(599_999, { lockout, sessions: 7 })).passed).toBe(5);
  });

  holds('runs that count and runs that bind do not wait for each other in a circle', async () => {
    const bind = (now: number) =>
      storage.transaction(async (sql) => {
        await lockPerson(sql, who.recognizeId);
        await countSuccess(sql, who, now);
      });
    await Promise.all(Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? attempt(i, noLockout) : bind(i))));
    const [row] = await storage.query<{ in_life: number }>(
      'select in_life from recognize_devices where device_id = $1',
      [who.deviceId],
    );
    expect(row!.in_life).toBeGreaterThanOrEqual(0);
  });
});

// 200 of them: test/full/matching.test.ts.
it('40 sessions at once over the handler: ten EvaluateResponse leave, and what is not answered counts', () =>
  storm(40));
