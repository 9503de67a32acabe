import { expect, it, vi } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { createTransferKeys, type TransferInput } from '../../../src/server/ceremonies/transfer-keys.ts';
import type { Pool } from '../../../src/server/pool/pool.ts';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { begin, deviceKeys, enroll, prepare, refused, send } from './client.ts';

const minute = 60_000;
const load = async (): Promise<TransferInput> => ({
  privateKey: new Uint8Array(32),
  points: new Uint8Array(64),
  sid: new Uint8Array(32),
});

/** Ends a computation when a test says so, or at once when it is taken back. */
function poolByHand() {
  const jobs: { finish(keys: Bytes): void; readonly signal: AbortSignal | undefined }[] = [];
  const senderKeys: Pool['senderKeys'] = (_key, _points, _sid, signal) =>
    new Promise((finish, reject) => {
      jobs.push({ finish, signal });
      signal?.addEventListener('abort', () => reject(new RecognizeError('ceremony/session-spent')));
    });
  return { jobs, pool: { senderKeys } as Pool };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));
const ones = () => new Uint8Array(64).fill(1);

it('a run that is forgotten takes its computation back, and is computed again when it is asked for', async () => {
  const { jobs, pool } = poolByHand();
  const keys = createTransferKeys(pool, minute);
  const first = errorCodeOf(keys.compute('a', load));
  await turn();
  keys.forget('a');
  const again = keys.compute('a', load);
  expect(await first).toBe('ceremony/session-spent');
  await turn();
  expect(jobs.map(({ signal }) => signal!.aborted)).toEqual([true, false]);
  // The end of the first one does not make the second one unknown.
  expect(keys.compute('a', load)).toBe(again);
  jobs[1]!.finish(ones());
  expect(await again).toEqual(ones());
  keys.forget('a');
  await turn();
  expect(await again).toEqual(new Uint8Array(64));
});

it('keys give way to those of later runs, but not while their EvaluateRequest is being answered', async () => {
  const { jobs, pool } = poolByHand();
  const keys = createTransferKeys(pool, minute, 2);
  const found = ['a', 'b'].map((id) => keys.compute(id, load));
  await turn();
  for (const { finish } of jobs) finish(ones());
  await keys.whileAnswering('a', async () => {
    expect([keys.isAnswering('a'), keys.isAnswering('b')]).toEqual([true, false]);
    keys.compute('c', load).catch(() => {});
    await turn();
    expect((await Promise.all(found)).map((bytes) => bytes[0])).toEqual([1, 0]);
  });
  expect(keys.isAnswering('a')).toBe(false);
  keys.compute('d', load).catch(() => {});
  await turn();
  expect((await found[0]!)[0]).toBe(0);
});

it('is answering until the last of several requests is done with, refused or not', async () => {
  const keys = createTransferKeys(poolByHand().pool, minute);
  const other = keys.whileAnswering('a', turn);
  await expect(keys.whileAnswering('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(keys.isAnswering('a')).toBe(true);
  await other;
  expect(keys.isAnswering('a')).toBe(false);
});

it('a person who begins again and again holds no more of the queue than they may have open', async () => {
  const policy = { openCeremonies: 2 };
  const world = await createTestBackend({ storage: await testStorage(), policy, queue: 3, n: 512, tau: 160 });
  try {
    const { client } = await enroll(world, 'ann', drawnFace(1)());
    const options = { recognizeId: 'ann', ceremony: 'recover', client, keys: await deviceKeys() } as const;
    const prepared = await Promise.all(Array.from({ length: 8 }, () => prepare(world, options)));
    const requests = await Promise.all(prepared.map(({ first, beginRequest }) => first(beginRequest)));
    const answers = [];
    for (const request of requests) answers.push((await refused(send(world, 'ann', request))).code);
    expect(answers).toEqual(Array(8).fill('none'));
  } finally {
    await world.close();
  }
});

it('a run whose EvaluateRequest is being answered does not give way to a new one', async () => {
  const storage = await testStorage();
  let gate: Promise<void> | undefined;
  const world = await createTestBackend({
    storage: {
      ...storage,
      async transaction(work) {
        const closed = gate;
        gate = undefined;
        await closed;
        return storage.transaction(work);
      },
    },
    policy: { openCeremonies: 1 },
  });
  try {
    const face = drawnFace(1);
    const { client } = await enroll(world, 'ann', face());
    const options = { recognizeId: 'ann', ceremony: 'recover', client, keys: await deviceKeys() } as const;
    const run = await begin(world, options);
    const second = await run.second(run.evaluateRequest(face()));
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const answer = refused(send(world, 'ann', second));
    // EvaluateResponse is there, and waits to be stored.
    await vi.waitFor(() => expect(gate).toBe(undefined), 10_000);
    expect((await refused(begin(world, options))).code).toBe('server/too-many');
    open();
    expect((await answer).code).toBe('none');
  } finally {
    await world.close();
  }
});
