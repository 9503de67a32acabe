import { afterEach, expect, it } from 'vitest';
import { nodeEcdh } from '../../../../src/server/ecdh.ts';
import { createPool, type Pool } from '../../../../src/server/pool/pool.ts';
import { systemRandom } from '../../../../src/wire/bytes.ts';
import { parseEvaluateResponse } from '../../../../src/wire/messages/evaluate.ts';
import { errorCodeOf } from '../../../support/error-code.ts';

let pool: Pool;
afterEach(() => pool?.close());

async function createPoints(count: number) {
  const points = new Uint8Array(64 * count);
  for (let i = 0; i < count; i++) points.set((await nodeEcdh.generateKeyPair()).publicKey, 64 * i);
  return points;
}
/** A scalar below the order of P-256. */
const createScalar = () => systemRandom(32).map((byte, index) => (index === 0 ? byte & 0x7f : byte));
const createEvaluateInput = () => ({
  sid: systemRandom(32),
  keys: systemRandom(64 * 64),
  evaluateRequest: systemRandom(40),
  share: systemRandom(8),
  tau: 20,
});

it('computes transfer keys and EvaluateResponse', async () => {
  pool = createPool(2);
  const [privateKey, points, sid] = [createScalar(), await createPoints(8), systemRandom(32)];
  const keys = await pool.deriveSenderKeys(privateKey.slice(), points, sid);
  expect(keys).toHaveLength(8 * 64);
  expect(await pool.deriveSenderKeys(privateKey, points, sid)).toEqual(keys);
  const { evaluateResponse, key } = await pool.evaluate(createEvaluateInput());
  expect(parseEvaluateResponse(evaluateResponse, 64).rows).toHaveLength(33 * 32);
  expect(key).toHaveLength(16);
});

it('refuses transfer keys when the queue is full, and runs an evaluation first', async () => {
  pool = createPool(1, 2);
  const [privateKey, points, sid] = [createScalar(), await createPoints(64), systemRandom(32)];
  const completed: string[] = [];
  const derive = (name: string) =>
    pool.deriveSenderKeys(privateKey.slice(), points, sid).then(() => completed.push(name));
  const running = [derive('first'), derive('second'), derive('third')];
  expect(pool.full).toBe(true);
  expect(await errorCodeOf(derive('fourth'))).toBe('server/too-many');
  running.push(pool.evaluate(createEvaluateInput()).then(() => completed.push('evaluation')));
  await Promise.all(running);
  expect(completed).toEqual(['first', 'evaluation', 'second', 'third']);
  expect(pool.full).toBe(false);
});

it('removes an aborted job from the queue, and completes one that has started', async () => {
  pool = createPool(1, 2);
  const [points, sid] = [await createPoints(64), systemRandom(32)];
  const started = new AbortController();
  const waiting = new AbortController();
  const aborted = AbortSignal.abort();
  const secrets = [createScalar(), createScalar(), createScalar(), createScalar()] as const;
  const derive = (index: number, signal?: AbortSignal) =>
    errorCodeOf(pool.deriveSenderKeys(secrets[index]!, points, sid, signal));
  const running = [derive(0, started.signal), derive(1, waiting.signal), derive(2)];
  expect(pool.full).toBe(true);
  started.abort();
  waiting.abort();
  expect(pool.full).toBe(false);
  expect(await Promise.all([...running, derive(3, aborted)])).toEqual([
    'none',
    'ceremony/session-spent',
    'none',
    'ceremony/session-spent',
  ]);
  // A buffer that has moved to the thread is empty here; the others are overwritten.
  expect(secrets.map(({ length }) => length)).toEqual([0, 32, 0, 32]);
  for (const secret of [secrets[1], secrets[3]]) expect(secret).toEqual(new Uint8Array(32));
});

it('overwrites the secret of a refused job', async () => {
  pool = createPool(1, 0);
  const [points, sid] = [await createPoints(1), systemRandom(32)];
  const [privateKey, share] = [createScalar(), createEvaluateInput().share];
  expect(await errorCodeOf(pool.deriveSenderKeys(privateKey, points, sid))).toBe('server/too-many');
  await pool.close();
  expect(await errorCodeOf(pool.evaluate({ ...createEvaluateInput(), share }))).toBe('server/unavailable');
  expect([...privateKey, ...share].every((byte) => byte === 0)).toBe(true);
});

it('rejects with the code of an error in the thread, and continues', async () => {
  pool = createPool(1);
  const invalidPoints = await createPoints(4);
  invalidPoints[200]! ^= 1;
  const sid = systemRandom(32);
  expect(await errorCodeOf(pool.deriveSenderKeys(createScalar(), invalidPoints, sid))).toBe(
    'security/envelope-invalid',
  );
  const usedKeys = new Uint8Array(64 * 64);
  expect(await errorCodeOf(pool.evaluate({ ...createEvaluateInput(), keys: usedKeys }))).toBe(
    'ceremony/session-spent',
  );
  expect(await pool.deriveSenderKeys(createScalar(), await createPoints(1), sid)).toHaveLength(64);
});

it('rejects with server/unavailable for an unexpected error in the thread, with its message in the cause only', async () => {
  pool = createPool(1);
  const error = await pool
    .evaluate({ ...createEvaluateInput(), sid: undefined as never })
    .catch((thrown) => thrown);
  expect(error.code).toBe('server/unavailable');
  expect(error.toJSON()).not.toHaveProperty('detail');
  expect(error.cause.message).toContain('TypeError');
});

it('rejects all jobs with server/unavailable when it is closed', async () => {
  pool = createPool(1, 8);
  const [privateKey, points, sid] = [createScalar(), await createPoints(512), systemRandom(32)];
  const jobs = [1, 2, 3].map(() => errorCodeOf(pool.deriveSenderKeys(privateKey.slice(), points, sid)));
  await pool.close();
  expect(await Promise.all(jobs)).toEqual(Array(3).fill('server/unavailable'));
  expect(await errorCodeOf(pool.evaluate(createEvaluateInput()))).toBe('server/unavailable');
});
