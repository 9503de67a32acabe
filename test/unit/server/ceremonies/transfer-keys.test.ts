import { expect, it } from 'vitest';
import { RecognizeError } from '../../../../src/errors.ts';
import { createTransferKeys, type TransferInput } from '../../../../src/server/ceremonies/transfer-keys.ts';
import type { Pool } from '../../../../src/server/pool/pool.ts';
import type { Bytes } from '../../../../src/wire/bytes.ts';
import { errorCodeOf } from '../../../support/error-code.ts';

const LIFETIME_MS = 60_000;

const load = async (): Promise<TransferInput> => ({
  privateKey: new Uint8Array(32),
  points: new Uint8Array(64),
  sid: new Uint8Array(32),
});

/** A pool whose jobs end when a test calls `complete`, or when they are aborted. */
function createManualPool() {
  const jobs: { complete(keys: Bytes): void; readonly signal: AbortSignal | undefined }[] = [];
  const deriveSenderKeys: Pool['deriveSenderKeys'] = (_key, _points, _sid, signal) =>
    new Promise((complete, reject) => {
      jobs.push({ complete, signal });
      signal?.addEventListener('abort', () => reject(new RecognizeError('ceremony/session-spent')));
    });
  return { jobs, pool: { deriveSenderKeys } as Pool };
}

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));
const filledKeys = () => new Uint8Array(64).fill(1);
const isWiped = (keys: Bytes) => keys.every((byte) => byte === 0);

it('aborts the computation of removed keys, and computes them again on request', async () => {
  const { jobs, pool } = createManualPool();
  const transferKeys = createTransferKeys(pool, LIFETIME_MS);
  const first = errorCodeOf(transferKeys.compute('a', load));
  await nextTurn();
  transferKeys.remove('a');
  const second = transferKeys.compute('a', load);
  expect(await first).toBe('ceremony/session-spent');
  await nextTurn();
  expect(jobs.map(({ signal }) => signal!.aborted)).toEqual([true, false]);
  // The late rejection of the first computation does not remove the second one.
  expect(transferKeys.compute('a', load)).toBe(second);
  jobs[1]!.complete(filledKeys());
  expect(await second).toEqual(filledKeys());
  transferKeys.remove('a');
  await nextTurn();
  expect(isWiped(await second)).toBe(true);
});

it('overwrites the oldest keys beyond its capacity, but not during the evaluation of their ceremony', async () => {
  const { jobs, pool } = createManualPool();
  const transferKeys = createTransferKeys(pool, LIFETIME_MS, 2);
  const a = transferKeys.compute('a', load);
  const b = transferKeys.compute('b', load);
  await nextTurn();
  for (const { complete } of jobs) complete(filledKeys());
  await transferKeys.whileEvaluating('a', async () => {
    expect([transferKeys.isEvaluating('a'), transferKeys.isEvaluating('b')]).toEqual([true, false]);
    transferKeys.compute('c', load).catch(() => {});
    await nextTurn();
    expect([isWiped(await a), isWiped(await b)]).toEqual([false, true]);
  });
  expect(transferKeys.isEvaluating('a')).toBe(false);
  transferKeys.compute('d', load).catch(() => {});
  await nextTurn();
  expect(isWiped(await a)).toBe(true);
});

it('counts a ceremony as evaluating until the last of its parallel requests has ended', async () => {
  const transferKeys = createTransferKeys(createManualPool().pool, LIFETIME_MS);
  const slow = transferKeys.whileEvaluating('a', nextTurn);
  const failing = transferKeys.whileEvaluating('a', () => Promise.reject(new Error('refused')));
  await expect(failing).rejects.toThrow('refused');
  expect(transferKeys.isEvaluating('a')).toBe(true);
  await slow;
  expect(transferKeys.isEvaluating('a')).toBe(false);
});
