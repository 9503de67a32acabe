import { afterAll, describe, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../../src/server/index.ts';
import type { Sql, SqlParameter, Storage } from '../../../../src/server/storage/sql.ts';
import { databasesWith, findPostgres } from '../../../support/postgres.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import {
  createTestBackend,
  type TestBackend,
  type TestBackendOptions,
} from '../../../support/test-backend.ts';
import { refusalOf, rowsOf, withServer } from '../backend.support.ts';
import { beginCeremony, createDeviceKeys, enroll, send } from '../support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

const face = syntheticFace(1);
const user = { recognizeId: 'ann', ceremony: 'recover' } as const;

/**
 * Counts the computations, each of which stores its result once. With `looks`, no process reserves a computation before that many requests have
 * looked for the keys.
 */
function countingComputations(storage: Storage, looks = 0) {
  const counter = { computations: 0 };
  let looked = 0;
  let release = () => {};
  const enoughLooks = new Promise<void>((resolve) => {
    release = resolve;
  });
  const counting = (sql: Sql): Sql => ({
    async query<Row extends object>(statement: string, parameters?: readonly SqlParameter[]) {
      if (statement.includes('set sealed_keys = $2')) counter.computations++;
      if (statement.includes('insert into recognize_transfer_keys') && looks > 0) await enoughLooks;
      const rows = await sql.query<Row>(statement, parameters);
      if (statement.includes('left join recognize_transfer_keys') && ++looked === looks) release();
      return rows;
    },
  });
  return {
    counter,
    storage: {
      ...storage,
      ...counting(storage),
      transaction: (work) => storage.transaction(work),
    } as Storage,
  };
}

/** Two servers over one database, and a user who has enrolled. */
async function createTwoServers(database: Storage, options: TestBackendOptions = {}, looks?: number) {
  const { counter, storage } = countingComputations(database, looks);
  const first = await createTestBackend({ storage, ...options });
  const secondServer = await createRecognizeServer(first.settings);
  const { clientShare } = await enroll(first, 'ann', face());
  const ceremony = { ...user, clientShare, keys: await createDeviceKeys() };
  return {
    first,
    second: withServer(first, secondServer),
    counter,
    begin: (backend: TestBackend) => beginCeremony(backend, ceremony),
    async close() {
      await secondServer.close();
      await first.close();
    },
  };
}

const evaluateAt = async (backend: TestBackend, begun: Awaited<ReturnType<typeof beginCeremony>>) =>
  refusalOf(send(backend, 'ann', await begun.sealEvaluate(begun.createEvaluateRequest(face()))));

const keyRows = (backend: TestBackend) =>
  rowsOf<{ ceremony_id: string; sealed_keys: Uint8Array | null }>(backend, 'transfer_keys');

async function untilStored(backend: TestBackend, count = 1) {
  await expect
    .poll(async () => (await keyRows(backend)).filter(({ sealed_keys }) => sealed_keys !== null).length, {
      timeout: 20_000,
    })
    .toBe(count);
}

describe.each(databasesWith(postgres))('on %s', (_name, available, open) => {
  it.runIf(available)('computes the keys once when another process gets the second request', async () => {
    const { first, second, counter, begin, close } = await createTwoServers(await open());
    try {
      // The second request arrives after the computation, then during it.
      const computed = await begin(first);
      await untilStored(first);
      expect((await evaluateAt(second, computed)).code).toBe('none');
      const computing = await begin(first);
      expect((await evaluateAt(second, computing)).code).toBe('none');
      expect(counter.computations).toBe(2);
      expect(await keyRows(first)).toEqual([]);
    } finally {
      await close();
    }
  });
});

it('computes the keys once when two processes get the second request at the same time', async () => {
  // Beyond the budget no keys are computed before the second request.
  const policy = { firstRequestBudget: { requests: 1, windowMs: 600_000 } };
  const { first, second, counter, begin, close } = await createTwoServers(await testStorage(), { policy }, 2);
  try {
    const begun = await begin(first);
    const request = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
    const responses = await Promise.all([first, second].map((backend) => send(backend, 'ann', request)));
    expect(responses[0]).toEqual(responses[1]);
    expect(counter.computations).toBe(1);
  } finally {
    await close();
  }
});

it('takes over the computation of a process that has died, when its claim expires', async () => {
  const { first, second, counter, begin, close } = await createTwoServers(await testStorage());
  try {
    const begun = await begin(first);
    await untilStored(first);
    // As if the first process had died before it stored the keys.
    await first.storage.query(
      'update recognize_transfer_keys set sealed_keys = null, claimed_until = (extract(epoch from clock_timestamp()) * 1000)::bigint + 1000',
    );
    const start = performance.now();
    expect((await evaluateAt(second, begun)).code).toBe('none');
    expect(performance.now() - start).toBeGreaterThan(900);
    expect(counter.computations).toBe(2);
  } finally {
    await close();
  }
});

it('[T72] stores the keys encrypted, and erases them with the EvaluateResponse and with the ceremony', async () => {
  const { first, begin, close } = await createTwoServers(await testStorage());
  try {
    const evaluated = await begin(first);
    await untilStored(first);
    expect((await keyRows(first))[0]!.sealed_keys).toHaveLength(12 + 16 + 64 * 256);
    expect((await evaluateAt(first, evaluated)).code).toBe('none');
    expect(await keyRows(first)).toEqual([]);
    const abandoned = await begin(first);
    await untilStored(first);
    expect(await keyRows(first)).toMatchObject([{ ceremony_id: abandoned.id }]);
    await first.fetchAs('ann', 'DELETE', 'people/ann');
    expect(await keyRows(first)).toEqual([]);
  } finally {
    await close();
  }
});

it('refuses keys that were stored for another ceremony', async () => {
  const { first, begin, close } = await createTwoServers(await testStorage());
  try {
    const [begun, other] = [await begin(first), await begin(first)];
    await untilStored(first, 2);
    await first.storage.query(
      `update recognize_transfer_keys set sealed_keys =
         (select sealed_keys from recognize_transfer_keys where ceremony_id = $2) where ceremony_id = $1`,
      [begun.id, other.id],
    );
    expect(await evaluateAt(first, begun)).toEqual({ code: 'security/database-changed', status: 500 });
  } finally {
    await close();
  }
});

it('computes keys on request when the budget of the user is spent, and refuses none of the ceremonies', async () => {
  const policy = { firstRequestBudget: { requests: 3, windowMs: 600_000 }, openCeremonyLimit: 5 };
  const { first, counter, begin, close } = await createTwoServers(await testStorage(), {
    policy,
    queueLimit: 1,
  });
  try {
    const begun = [];
    for (let i = 0; i < 12; i++) begun.push(await begin(first));
    await expect.poll(() => counter.computations, { timeout: 20_000 }).toBe(2);
    expect(await Promise.all(begun.slice(-5).map((ceremony) => evaluateAt(first, ceremony)))).toEqual(
      Array(5).fill({ code: 'none', status: 200 }),
    );
    expect(counter.computations).toBeLessThanOrEqual(7);
  } finally {
    await close();
  }
});
