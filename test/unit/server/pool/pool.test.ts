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

it('evaluates while all other threads compute transfer keys', async () => {
  pool = createPool(1);
  const [points, sid] = [await createPoints(256), systemRandom(32)];
  await pool.evaluate(createEvaluateInput());
  const completed: string[] = [];
  const derive = (name: string) =>
    pool.deriveSenderKeys(createScalar(), points, sid).then(() => completed.push(name));
  const running = [derive('first'), derive('second'), derive('third')];
  await pool.evaluate(createEvaluateInput());
  completed.push('evaluation');
  await Promise.all(running);
  expect(completed.indexOf('evaluation')).toBeLessThan(2);
});

it('overwrites the secrets of a refused job', async () => {
  pool = createPool(1, 0);
  const [{ keys, ...input }, privateKey] = [createEvaluateInput(), createScalar()];
  expect(await errorCodeOf(pool.evaluate({ ...input, keys }))).toBe('server/too-many');
  await pool.close();
  expect(await errorCodeOf(pool.deriveSenderKeys(privateKey, await createPoints(1), systemRandom(32)))).toBe(
    'server/unavailable',
  );
  expect([...keys, ...input.share, ...privateKey].every((byte) => byte === 0)).toBe(true);
});

it('moves secrets to the thread, so that no copy stays here', async () => {
  pool = createPool(1);
  const [input, privateKey] = [createEvaluateInput(), createScalar()];
  await pool.evaluate(input);
  await pool.deriveSenderKeys(privateKey, await createPoints(1), systemRandom(32));
  expect([input.keys, input.share, privateKey].map(({ length }) => length)).toEqual([0, 0, 0]);
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
