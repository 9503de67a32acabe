import { expect, it } from 'vitest';
import { RecognizeError } from '../../../../src/errors.ts';
import { createKeyQueue, type KeyQueueOptions } from '../../../../src/server/pool/key-queue.ts';
import { errorCodeOf } from '../../../support/error-code.ts';

/** A queue with one slot, whose computations end when a test calls `complete`. Names of ceremonies begin with the user. */
function createManualQueue(options: Partial<KeyQueueOptions> = {}) {
  const used = new Map<string, number>();
  const started: string[] = [];
  const waiting: { resolve(): void; reject(error: Error): void }[] = [];
  const queue = createKeyQueue({
    slots: 1,
    limit: 64,
    budget: { used: (recognizeId) => used.get(recognizeId) ?? 0 },
    ...options,
  });
  const jobOf = (ceremonyId: string) => ({
    ceremonyId,
    recognizeId: ceremonyId.split('-')[0]!,
    run: () => {
      started.push(ceremonyId);
      return new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
    },
  });
  const nextTurn = () => new Promise((resolve) => setTimeout(resolve));
  return {
    queue,
    started,
    precompute: (...ids: string[]) => ids.map((id) => queue.precompute(jobOf(id))),
    compute: (id: string) => queue.compute(jobOf(id)),
    /** Sets what a user has spent. */
    setUsed: (recognizeId: string, amount: number) => used.set(recognizeId, amount),
    /** Ends the running computation. */
    async complete(error?: Error) {
      const { resolve, reject } = waiting.shift()!;
      if (error === undefined) resolve();
      else reject(error);
      await nextTurn();
    },
    /** Ends computations until none is left. */
    async completeAll() {
      while (waiting.length > 0) {
        waiting.shift()!.resolve();
        await nextTurn();
      }
    },
  };
}

it('computes the keys of the user next who has spent the least', async () => {
  const { precompute, setUsed, started, completeAll } = createManualQueue();
  setUsed('eve', 40_000);
  setUsed('mallory', 20_000);
  precompute('eve-0', 'eve-1', 'eve-2', 'mallory-1', 'ann-1', 'bea-1', 'ann-2');
  await completeAll();
  expect(started).toEqual(['eve-0', 'ann-1', 'bea-1', 'ann-2', 'mallory-1', 'eve-1', 'eve-2']);
});

it('keeps the two newest waiting computations of a user', async () => {
  const { precompute, queue, started, completeAll } = createManualQueue();
  precompute('eve-1', 'eve-2', 'eve-3', 'eve-4');
  expect(['eve-1', 'eve-2', 'eve-3', 'eve-4'].map((id) => queue.has(id))).toEqual([true, false, true, true]);
  await completeAll();
  expect(started).toEqual(['eve-1', 'eve-3', 'eve-4']);
});

it('computes keys that a request waits for before all others, in the order of the requests', async () => {
  const { precompute, compute, started, complete, completeAll } = createManualQueue();
  precompute('eve-1', 'bea-1', 'cem-1', 'dan-1');
  const requested = Promise.all([compute('dan-1'), compute('bea-1'), compute('eve-2')]);
  await complete();
  await complete();
  expect(started).toEqual(['eve-1', 'dan-1', 'bea-1']);
  await complete();
  await complete();
  await requested;
  await completeAll();
  expect(started).toEqual(['eve-1', 'dan-1', 'bea-1', 'eve-2', 'cem-1']);
});

it('drops a computation of the user who has spent the most when the queue is too long', async () => {
  const { precompute, setUsed, queue, complete } = createManualQueue({ limit: 3 });
  setUsed('eve', 1);
  precompute('eve-1', 'eve-2', 'bea-1', 'cem-1', 'dan-1');
  expect(['eve-2', 'bea-1', 'cem-1', 'dan-1'].map((id) => queue.has(id))).toEqual([false, true, true, true]);
  precompute('finn-1', 'eve-3');
  expect(['bea-1', 'cem-1', 'dan-1', 'finn-1', 'eve-3'].map((id) => queue.has(id))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  await complete();
});

it('refuses requests beyond twice its limit', async () => {
  const { queue, compute, completeAll } = createManualQueue({ limit: 2 });
  const accepted = ['eve-0', 'eve-1', 'eve-2', 'ann-1', 'bea-1'].map(compute);
  expect(queue.waitingRequests).toBe(4);
  expect(await errorCodeOf(compute('cem-1'))).toBe('server/too-many');
  // The same computation, of which one more request waits for the result.
  accepted.push(compute('eve-2'));
  await completeAll();
  await Promise.all(accepted);
  expect(queue.waitingRequests).toBe(0);
});

it('rejects the requests of a failed computation, and continues', async () => {
  const { precompute, compute, started, complete } = createManualQueue();
  precompute('eve-1');
  const requests = [errorCodeOf(compute('ann-1')), errorCodeOf(compute('ann-1'))];
  const other = compute('bea-1');
  await complete(new Error('a computation without a request'));
  await complete(new RecognizeError('security/envelope-invalid'));
  expect(await Promise.all(requests)).toEqual(Array(2).fill('security/envelope-invalid'));
  await complete();
  await other;
  expect(started).toEqual(['eve-1', 'ann-1', 'bea-1']);
});

it('rejects waiting requests when it is closed', async () => {
  const { queue, precompute, compute, started, completeAll } = createManualQueue();
  precompute('eve-1', 'eve-2');
  const request = errorCodeOf(compute('ann-1'));
  queue.close();
  expect(await request).toBe('server/unavailable');
  expect(await errorCodeOf(compute('bea-1'))).toBe('server/unavailable');
  precompute('cem-1');
  await completeAll();
  expect(started).toEqual(['eve-1']);
});
