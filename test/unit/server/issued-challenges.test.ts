import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecognizeError } from '../../../src/errors.ts';
import { SLOT_MS } from '../../../src/server/challenge.ts';
import { createSecret } from '../../../src/server/index.ts';
import { type ChallengeOwner, issueChallenge, recordOutcome } from '../../../src/server/issued-challenges.ts';
import { deriveKeys } from '../../../src/server/keys.ts';
import { defaultPolicy } from '../../../src/server/policy.ts';
import { deleteChallengesExpiredAt, lockChallengesOf } from '../../../src/server/repositories/challenges.ts';
import { migrate } from '../../../src/server/storage/migrate.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';
import { databasesWith, findPostgres } from '../../support/postgres.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());
const databases = databasesWith(postgres).filter(([, available]) => available);

const DAY_MS = 86_400_000;
const keys = await deriveKeys(createSecret());
let tokens = 0;

describe.each(databases)('on %s', (_name, _available, open) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
    await migrate(storage);
  });
  afterAll(() => storage.close());

  /** One share pair, or the enrollments of one user, with a clock. */
  function subject(name: string, shareId?: string) {
    const clock = { now: 1_790_000_000_000 - (1_790_000_000_000 % SLOT_MS) };
    const context = { keys, policy: defaultPolicy, now: () => clock.now };
    const owner = (changes: Partial<ChallengeOwner> = {}): ChallengeOwner => ({
      jti: `${name}-${tokens++}`,
      recognizeId: name,
      ...(shareId === undefined ? {} : { deviceId: `device-${name}`, shareId }),
      ...changes,
    });
    const issue = (changes?: Partial<ChallengeOwner>) => {
      const issued = owner(changes);
      return storage
        .transaction(async (sql) => {
          await lockChallengesOf(sql, name);
          return (await issueChallenge(context, sql, issued)).join();
        })
        .then((challenge) => ({ challenge, jti: issued.jti }));
    };
    const record = (jti: string, outcome: 'attempted' | 'passed') =>
      storage.transaction((sql) => recordOutcome(context, sql, { jti, liveness: 'active' }, outcome));
    const refusal = () =>
      issue().then(
        () => undefined,
        ({ code, until }: RecognizeError) => ({ code, until }),
      );
    return { clock, issue, record, refusal };
  }

  it.each([
    ['share pair', 'share-1'],
    ['enrollments of a user', undefined],
  ])(
    '[T99] the challenge of the %s stays the same when the page is reloaded, and changes with the next slot or attempt',
    async (kind, shareId) => {
      const { clock, issue, record } = subject(`reload ${kind}`, shareId);
      const first = await issue();
      for (let i = 0; i < 20; i++) expect((await issue()).challenge).toBe(first.challenge);
      clock.now += SLOT_MS - 1;
      expect((await issue()).challenge).toBe(first.challenge);

      const seen = new Set([first.challenge]);
      let { jti } = first;
      for (let attempt = 0; attempt < 4; attempt++) {
        await record(jti, 'attempted');
        const next = await issue();
        seen.add(next.challenge);
        jti = next.jti;
      }
      clock.now += 1;
      seen.add((await issue()).challenge);
      expect(seen.size).toBeGreaterThan(3);
    },
  );

  it('an authorization keeps its challenge over the end of the slot', async () => {
    const { clock, issue } = subject('one token');
    clock.now += SLOT_MS - 1;
    const first = await issue();
    clock.now += 1;
    expect((await issue({ jti: first.jti })).challenge).toBe(first.challenge);
  });

  it.each([
    ['share pair', 'share-2'],
    ['enrollments of a user', undefined],
  ])(
    '[T100] refuses the eleventh challenge in a day of the %s with ceremony/locked, although none was attempted',
    async (kind, shareId) => {
      const { clock, issue, refusal } = subject(`limit ${kind}`, shareId);
      const start = clock.now;
      for (let i = 0; i < 10; i++) {
        await issue();
        clock.now += SLOT_MS;
      }
      expect(await refusal()).toEqual({ code: 'ceremony/locked', until: start + DAY_MS });
      clock.now = start + DAY_MS;
      expect(await refusal()).toBeUndefined();
      // The second one is a slot younger.
      clock.now += SLOT_MS - 1;
      expect(await refusal()).toBeUndefined();
      clock.now += 1;
      expect(await refusal()).toBeUndefined();
    },
  );

  it('does not count the challenges of ceremonies that succeeded, and does not repeat them', async () => {
    const { issue, record, refusal } = subject('passed', 'share-3');
    const challenges = [];
    for (let i = 0; i < 15; i++) {
      const { challenge, jti } = await issue();
      challenges.push(challenge);
      await record(jti, 'attempted');
      await record(jti, 'passed');
    }
    expect(await refusal()).toBeUndefined();
    expect(new Set(challenges).size).toBeGreaterThan(8);
  });

  it('[T101] parallel requests in one slot get one challenge, and in ten slots ten', async () => {
    const { clock, issue } = subject('parallel');
    const challenges = new Set<string>();
    for (let slot = 0; slot < 10; slot++) {
      const issued = await Promise.all(Array.from({ length: 5 }, () => issue()));
      expect(new Set(issued.map(({ challenge }) => challenge)).size).toBe(1);
      challenges.add(issued[0]!.challenge);
      clock.now += SLOT_MS;
    }
    const refused = await Promise.allSettled(Array.from({ length: 5 }, () => issue()));
    expect(refused.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  });

  it('counts two shares of one pair together', async () => {
    const { clock, issue, refusal } = subject('pair', 'current');
    for (let i = 0; i < 5; i++) {
      await issue();
      await issue({ shareId: 'pending' });
      clock.now += SLOT_MS;
    }
    expect((await refusal())?.code).toBe('ceremony/locked');
  });

  it('does not count what a server whose clock was a year ahead has issued', async () => {
    const { clock, issue, refusal } = subject('clock', 'share-4');
    const { now } = clock;
    clock.now += 365 * DAY_MS;
    for (let i = 0; i < 10; i++) {
      await issue();
      clock.now += SLOT_MS;
    }
    clock.now = now;
    expect(await refusal()).toBeUndefined();
  });

  it('[T103] refuses a challenge that a database writer has changed', async () => {
    const { issue, refusal } = subject('writer', 'share-5');
    const { jti } = await issue();
    await storage.query('update recognize_challenges set slot = slot + 1 where jti = $1', [jti]);
    expect((await refusal())?.code).toBe('security/database-changed');
  });

  it('deletes challenges that count no more', async () => {
    const { clock, issue } = subject('expired', 'share-6');
    const { jti } = await issue();
    await deleteChallengesExpiredAt(storage, clock.now + DAY_MS - 1, 1_000);
    const left = () => storage.query('select jti from recognize_challenges where jti = $1', [jti]);
    expect(await left()).toHaveLength(1);
    await deleteChallengesExpiredAt(storage, clock.now + DAY_MS, 1_000);
    expect(await left()).toEqual([]);
  });
});
