import { afterEach, describe, expect, it } from 'vitest';
import { nativeMultiplier } from '../../../src/server/ecdh.ts';
import { createPool, type Pool } from '../../../src/server/pool/pool.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import { parseEvaluateResponse } from '../../../src/wire/messages/evaluate.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { deviceKeys, enroll, prepare, refused, rowsOf, send } from './client.ts';

/** The threads that do the heavy part: bounded, queued, and none of them takes others with it. */
let pool: Pool;
afterEach(() => pool?.close());

const points = async (count: number) => {
  const out = new Uint8Array(64 * count);
  for (let i = 0; i < count; i++) out.set((await nativeMultiplier.generate()).publicKey, 64 * i);
  return out;
};
const scalar = () => systemRandom(32).map((byte, i) => (i === 0 ? byte & 0x7f : byte));
const answerInput = () => ({
  sid: systemRandom(32),
  keys: systemRandom(64 * 64),
  evaluateRequest: systemRandom(40),
  share: systemRandom(8),
  tau: 20,
});

describe('the pool', () => {
  it('computes what the calling thread would', async () => {
    pool = createPool(2);
    const [privateKey, some, sid] = [scalar(), await points(8), systemRandom(32)];
    const keys = await pool.senderKeys(privateKey.slice(), some, sid);
    expect(keys).toHaveLength(8 * 64);
    expect(await pool.senderKeys(privateKey, some, sid)).toEqual(keys);
    const { evaluateResponse, key } = await pool.answer(answerInput());
    expect([parseEvaluateResponse(evaluateResponse, 64).rows.length, key.length]).toEqual([33 * 32, 16]);
  });

  it('refuses keys beyond its queue, and lets an answer, for which somebody waits, go first', async () => {
    pool = createPool(1, 2);
    const [privateKey, some, sid] = [scalar(), await points(64), systemRandom(32)];
    const order: string[] = [];
    const keys = (name: string) =>
      pool.senderKeys(privateKey.slice(), some, sid).then(() => order.push(name));
    const running = [keys('first'), keys('second'), keys('third')];
    expect(pool.full).toBe(true);
    expect(await errorCodeOf(keys('fourth'))).toBe('server/too-many');
    running.push(pool.answer(answerInput()).then(() => order.push('answer')));
    await Promise.all(running);
    expect(order).toEqual(['first', 'answer', 'second', 'third']);
    expect(pool.full).toBe(false);
  });

  it('gives up what waits and nobody needs any more, and lets what has begun come to its end', async () => {
    pool = createPool(1, 2);
    const [some, sid] = [await points(64), systemRandom(32)];
    const [first, second, late] = [1, 2, 3].map(() => new AbortController()) as [
      AbortController,
      AbortController,
      AbortController,
    ];
    const secrets = [scalar(), scalar(), scalar(), scalar()] as const;
    const keys = (i: number, signal?: AbortSignal) =>
      errorCodeOf(pool.senderKeys(secrets[i]!, some, sid, signal));
    const running = [keys(0, first.signal), keys(1, second.signal), keys(2)];
    expect(pool.full).toBe(true);
    first.abort();
    second.abort();
    late.abort();
    expect(pool.full).toBe(false);
    expect(await Promise.all([...running, keys(3, late.signal)])).toEqual([
      'none',
      'ceremony/session-spent',
      'none',
      'ceremony/session-spent',
    ]);
    // Moved to the thread, or overwritten here.
    const zeros = new Uint8Array(32);
    expect(secrets.map(({ length }) => length)).toEqual([0, 32, 0, 32]);
    expect([secrets[1], secrets[3]]).toEqual([zeros, zeros]);
  });

  it('overwrites the secrets of what it refuses', async () => {
    pool = createPool(1, 0);
    const [some, sid] = [await points(1), systemRandom(32)];
    const [key, share] = [scalar(), answerInput().share];
    expect(await errorCodeOf(pool.senderKeys(key, some, sid))).toBe('server/too-many');
    await pool.close();
    expect(await errorCodeOf(pool.answer({ ...answerInput(), share }))).toBe('server/unavailable');
    expect([...key, ...share].every((byte) => byte === 0)).toBe(true);
  });

  it('passes a refusal on by its code, and goes on', async () => {
    pool = createPool(1);
    const off = await points(4);
    off[200]! ^= 1;
    expect(await errorCodeOf(pool.senderKeys(scalar(), off, systemRandom(32)))).toBe(
      'security/envelope-invalid',
    );
    expect(await errorCodeOf(pool.answer({ ...answerInput(), keys: new Uint8Array(64 * 64) }))).toBe(
      'ceremony/session-spent',
    );
    expect(await pool.senderKeys(scalar(), await points(1), systemRandom(32))).toHaveLength(64);
  });

  it('tells nobody of what no code was made for, but that it is unavailable', async () => {
    pool = createPool(1);
    const fault = await pool.answer({ ...answerInput(), sid: undefined as never }).catch((thrown) => thrown);
    expect(fault.code).toBe('server/unavailable');
    expect(fault.toJSON()).not.toHaveProperty('detail');
    expect(fault.cause.message).toContain('TypeError');
  });

  it('leaves nobody waiting when it is closed', async () => {
    pool = createPool(1, 8);
    const [privateKey, some, sid] = [scalar(), await points(512), systemRandom(32)];
    const waiting = [1, 2, 3].map(() => errorCodeOf(pool.senderKeys(privateKey.slice(), some, sid)));
    await pool.close();
    expect(await Promise.all(waiting)).toEqual(Array(3).fill('server/unavailable'));
    expect(await errorCodeOf(pool.answer(answerInput()))).toBe('server/unavailable');
  });
});

it('a server whose queue is full refuses before it spends the token', async () => {
  const world = await createTestBackend({ storage: await testStorage(), queue: 0 });
  try {
    const face = drawnFace(1);
    const { client } = await enroll(world, 'ann', face());
    const { first, beginRequest } = await prepare(world, {
      recognizeId: 'ann',
      ceremony: 'recover',
      client,
      keys: await deviceKeys(),
    });
    const before = await rowsOf(world, 'spent_tokens');
    expect(await refused(send(world, 'ann', await first(beginRequest)))).toEqual({
      code: 'server/too-many',
      status: 429,
    });
    expect(await rowsOf(world, 'spent_tokens')).toEqual(before);
  } finally {
    await world.close();
  }
});
