import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { migrate } from '../../../src/server/storage/schema.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { startPostgres } from '../../support/postgres.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { begin, deviceKeys, enroll, fetchOn, refused, send } from './client.ts';
import { storm } from './storm.ts';

/** Transactions that meet: only a PostgreSQL server runs them side by side. */
const installed = process.env.DATABASE_URL ? undefined : await startPostgres();
const url = process.env.DATABASE_URL ?? installed?.url;
afterAll(() => installed?.close());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits after every first statement of a transaction, so that all of them have begun before one goes on. */
const slow = (storage: Storage): Storage => ({
  query: (text, parameters) => storage.query(text, parameters),
  transaction: (work) =>
    storage.transaction((sql) => {
      let begun = false;
      return work({
        async query(text, parameters) {
          const rows = await sql.query<never>(text, parameters);
          if (!begun) await pause(30);
          begun = true;
          return rows;
        },
      });
    }),
  close: () => storage.close(),
});

describe.runIf(url !== undefined)('on PostgreSQL, at once', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await testStorage(url);
    await migrate(storage);
  });
  afterEach(() => storage.close());
  const deadlocks = async () => {
    const [row] = await storage.query<{ deadlocks: number }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return row!.deadlocks;
  };

  it.each(['in one process', 'in two'])(
    '20 first requests beside 9 second ones of the runs that would give way: %s',
    async (processes) => {
      const policy = { lockout: { failures: 1e6, window: 1, duration: 1 } };
      const world = await createTestBackend({ storage: slow(storage), policy, queue: 1_000 });
      const server = await createRecognizeServer(world.settings);
      const other = { ...world, server, fetchAs: fetchOn(server) } as TestBackend;
      try {
        const face = drawnFace(1);
        const { client } = await enroll(world, processes, face());
        const keys = await deviceKeys();
        const options = { recognizeId: processes, ceremony: 'recover', client, keys } as const;
        const runs = await Promise.all(Array.from({ length: 10 }, () => begin(world, options)));
        // One fewer than a pair may have in a day, so that its cap stands in nobody's way.
        const nine = runs.slice(0, 9);
        const seconds = await Promise.all(nine.map((run) => run.second(run.evaluateRequest(face()))));
        const before = await deadlocks();
        const beside = processes === 'in two' ? other : world;
        const [evaluated, begun] = await Promise.all([
          Promise.all(seconds.map((second) => refused(send(world, processes, second)))),
          Promise.all(Array.from({ length: 20 }, () => refused(begin(beside, options)))),
        ]);
        const codes = (answers: { code: string }[]) => [...new Set(answers.map(({ code }) => code))];
        expect(['none', 'ceremony/session-unknown']).toEqual(expect.arrayContaining(codes(evaluated)));
        expect(['none', 'server/too-many']).toEqual(expect.arrayContaining(codes(begun)));
        expect(await deadlocks()).toBe(before);
        const [row] = await storage.query<{ open: number }>(
          `select count(*)::int as open from recognize_ceremonies
           where recognize_id = $1 and sid is not null and response3 is null`,
          [processes],
        );
        expect(row!.open).toBe(10);
      } finally {
        await server.close();
        await world.server.close();
      }
    },
    30_000,
  );

  it('a person who is removed while their runs begin and go on: nothing of them is left', async () => {
    const world = await createTestBackend({ storage: slow(storage), queue: 1_000 });
    try {
      const face = drawnFace(1);
      const { client } = await enroll(world, 'ann', face());
      const options = { recognizeId: 'ann', ceremony: 'recover', client, keys: await deviceKeys() } as const;
      const runs = await Promise.all(Array.from({ length: 4 }, () => begin(world, options)));
      const seconds = await Promise.all(runs.map((run) => run.second(run.evaluateRequest(face()))));
      const before = await deadlocks();
      const [removed, ...answers] = await Promise.all([
        world.fetchAs('ann', 'DELETE', 'people/ann'),
        ...seconds.map((second) => refused(send(world, 'ann', second))),
        ...runs.map(() => refused(begin(world, options))),
      ]);
      expect(removed.status).toBe(200);
      expect(answers.map(({ code }) => code)).not.toContain('server/unavailable');
      expect(await deadlocks()).toBe(before);
      for (const table of ['people', 'devices', 'shares', 'ceremonies'])
        expect(await storage.query(`select * from recognize_${table}`)).toEqual([]);
    } finally {
      await world.server.close();
    }
  });

  it('two transactions that wait for each other both come through, one of them a second time', async () => {
    const people = ['ann', 'bea'];
    for (const person of people)
      await storage.query('insert into recognize_people (recognize_id, created) values ($1, 0)', [person]);
    const turns: string[] = [];
    const take = (one: string, other: string) =>
      slow(storage).transaction(async (sql) => {
        // The other one has all the time it needs, however busy the machine is.
        if (turns.push(one) > 2) await pause(500);
        for (const person of [one, other])
          await sql.query('update recognize_people set created = created + 1 where recognize_id = $1', [
            person,
          ]);
      });
    await Promise.all([take('ann', 'bea'), take('bea', 'ann')]);
    expect(turns).toHaveLength(3);
    expect(await storage.query('select distinct created from recognize_people')).toEqual([{ created: 2 }]);
  });

  it('a transaction that fails for another reason is run once, and one that is given up again comes out', async () => {
    const turns = async (code: string) => {
      let count = 0;
      const failing = storage.transaction(async () => {
        count++;
        throw Object.assign(new Error('refused'), { code });
      });
      await expect(failing).rejects.toThrow('refused');
      return count;
    };
    expect([await turns('23505'), await turns('40P01'), await turns('40001')]).toEqual([1, 2, 2]);
  });

  it('40 sessions over the handler: ten EvaluateResponse leave, and what is not answered counts', () =>
    storm(40, url));
});
