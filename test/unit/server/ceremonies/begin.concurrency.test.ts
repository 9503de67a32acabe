import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../../src/server/index.ts';
import { migrate } from '../../../../src/server/storage/migrate.ts';
import type { Storage } from '../../../../src/server/storage/sql.ts';
import { findPostgres } from '../../../support/postgres.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { beginCeremony, createDeviceKeys, enroll, refusalOf, send, withServer } from '../support.ts';

/** Waits after the first statement of each transaction, so that all transactions have started before one continues. */
const withSlowTransactions = (storage: Storage): Storage => ({
  query: (statement, parameters) => storage.query(statement, parameters),
  transaction: (work) =>
    storage.transaction((sql) => {
      let started = false;
      return work({
        async query(statement, parameters) {
          const rows = await sql.query<never>(statement, parameters);
          if (!started) await setTimeout(30);
          started = true;
          return rows;
        },
      });
    }),
  close: () => storage.close(),
});

// Only a PostgreSQL server runs transactions in parallel.
const postgres = await findPostgres();
afterAll(() => postgres.close());

describe.runIf(postgres.url !== undefined)('parallel requests of one user on PostgreSQL', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await testStorage(postgres.url);
    await migrate(storage);
  });
  afterEach(() => storage.close());

  const countDeadlocks = async () => {
    const [row] = await storage.query<{ deadlocks: number }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return row!.deadlocks;
  };

  it.each(['one process', 'two processes'])(
    'keeps the open ceremony limit without deadlocks when 20 ceremonies begin while 9 of 10 are evaluated, in %s',
    async (processes) => {
      const policy = { lockout: { failures: 1e6, windowMs: 1, durationMs: 1 } };
      const world = await createTestBackend({
        storage: withSlowTransactions(storage),
        policy,
        queueLimit: 1_000,
      });
      const otherServer = await createRecognizeServer(world.settings);
      try {
        const face = syntheticFace(1);
        const { clientShare } = await enroll(world, 'ann', face());
        const keys = await createDeviceKeys();
        const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const;
        const begun = await Promise.all(Array.from({ length: 10 }, () => beginCeremony(world, options)));
        // One less than the daily limit of a share pair.
        const requests = await Promise.all(
          begun.slice(0, 9).map((ceremony) => ceremony.sealEvaluate(ceremony.createEvaluateRequest(face()))),
        );
        const deadlocksBefore = await countDeadlocks();
        const beginWorld = processes === 'two processes' ? withServer(world, otherServer) : world;
        const [evaluateResults, beginResults] = await Promise.all([
          Promise.all(requests.map((request) => refusalOf(send(world, 'ann', request)))),
          Promise.all(Array.from({ length: 20 }, () => refusalOf(beginCeremony(beginWorld, options)))),
        ]);
        const codesOf = (results: { code: string }[]) => [...new Set(results.map(({ code }) => code))];
        expect(['none', 'ceremony/session-unknown']).toEqual(
          expect.arrayContaining(codesOf(evaluateResults)),
        );
        expect(['none', 'server/too-many']).toEqual(expect.arrayContaining(codesOf(beginResults)));
        expect(await countDeadlocks()).toBe(deadlocksBefore);
        const open = await storage.query(
          `select ceremony_id from recognize_ceremonies
           where recognize_id = 'ann' and sid is not null and response3 is null`,
        );
        expect(open).toHaveLength(10);
      } finally {
        await otherServer.close();
        await world.server.close();
      }
    },
    60_000,
  );

  it('leaves no row of a user who is removed while ceremonies begin and are evaluated', async () => {
    const world = await createTestBackend({ storage: withSlowTransactions(storage), queueLimit: 1_000 });
    try {
      const face = syntheticFace(1);
      const { clientShare } = await enroll(world, 'ann', face());
      const keys = await createDeviceKeys();
      const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const;
      const begun = await Promise.all(Array.from({ length: 4 }, () => beginCeremony(world, options)));
      const requests = await Promise.all(
        begun.map((ceremony) => ceremony.sealEvaluate(ceremony.createEvaluateRequest(face()))),
      );
      const deadlocksBefore = await countDeadlocks();
      const [removal, ...results] = await Promise.all([
        world.fetchAs('ann', 'DELETE', 'people/ann'),
        ...requests.map((request) => refusalOf(send(world, 'ann', request))),
        ...begun.map(() => refusalOf(beginCeremony(world, options))),
      ]);
      expect(removal.status).toBe(200);
      expect(results.map(({ code }) => code)).not.toContain('server/unavailable');
      expect(await countDeadlocks()).toBe(deadlocksBefore);
      for (const table of ['people', 'devices', 'shares', 'ceremonies'])
        expect(await storage.query(`select * from recognize_${table}`)).toEqual([]);
    } finally {
      await world.server.close();
    }
  });
});
