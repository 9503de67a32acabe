import { expect, it } from 'vitest';
import { createRequestQueue } from '../../../../src/server/ceremonies/request-queue.ts';
import { createUserBudget } from '../../../../src/server/user-budget.ts';
import { errorCodeOf } from '../../../support/error-code.ts';

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

/** A queue whose requests end when a test calls `complete`. Names of requests begin with the user. */
function createManualQueue(requests = 2, maxWaiting?: number) {
  let time = 0;
  const queue = createRequestQueue(
    createUserBudget({ requests, windowMs: 60_000 }, () => time),
    maxWaiting,
  );
  const started: string[] = [];
  const running = new Map<string, () => void>();
  const run = (name: string) => {
    started.push(name);
    return new Promise<void>((resolve) => running.set(name, resolve));
  };
  const userOf = (name: string) => name.split('-')[0]!;
  return {
    started,
    advance: (durationMs: number) => {
      time += durationMs;
    },
    first: (name: string) =>
      errorCodeOf(queue.first(userOf(name), (withinBudget) => run(withinBudget ? name : `${name} last`))),
    later: (name: string) => errorCodeOf(queue.later(userOf(name), () => run(name))),
    async complete(name: string) {
      running.get(name)!();
      running.delete(name);
      await nextTurn();
    },
    async completeAll() {
      while (running.size > 0) {
        for (const end of running.values()) end();
        running.clear();
        await nextTurn();
      }
    },
  };
}

it('[T70] handles first requests of other users before those of an account that sends many', async () => {
  const { first, started, complete, completeAll } = createManualQueue();
  for (let i = 1; i <= 20; i++) first(`eve-${i}`);
  expect(started).toEqual(['eve-1', 'eve-2']);
  first('ann-1');
  first('bea-1');
  first('cem-1');
  expect(started).toEqual(['eve-1', 'eve-2', 'ann-1', 'bea-1']);
  await complete('eve-1');
  expect(started.at(-1)).toBe('cem-1');
  await complete('eve-2');
  await complete('ann-1');
  await complete('bea-1');
  expect(started).toHaveLength(5);
  await complete('cem-1');
  expect(started.at(-1)).toBe('eve-3 last');
  first('dan-1');
  expect(started.at(-1)).toBe('dan-1');
  await completeAll();
  expect(started).toHaveLength(24);
});

it('handles second requests at once, and first requests beyond a budget after them', async () => {
  const { first, later, started, complete, completeAll } = createManualQueue();
  later('ann-1');
  for (let i = 1; i <= 4; i++) first(`eve-${i}`);
  await nextTurn();
  expect(started).toEqual(['eve-1', 'eve-2', 'ann-1']);
  await complete('eve-1');
  await complete('eve-2');
  later('bea-1');
  await complete('ann-1');
  expect(started).toHaveLength(4);
  await complete('bea-1');
  expect(started.slice(4)).toEqual(['eve-3 last']);
  later('cem-1');
  await nextTurn();
  expect(started.slice(5)).toEqual(['cem-1']);
  await completeAll();
});

it('restores a budget with time', async () => {
  const { first, later, started, advance, completeAll } = createManualQueue();
  for (const name of ['eve-1', 'eve-2', 'eve-3']) {
    first(name);
    await completeAll();
  }
  expect(started).toEqual(['eve-1', 'eve-2', 'eve-3 last']);
  later('ann-1');
  first('eve-4');
  advance(30_000);
  first('eve-5');
  await nextTurn();
  expect(started.slice(3)).toEqual(['eve-4', 'ann-1']);
  await completeAll();
});

it('handles one second or third request of a user at a time, also after a failure', async () => {
  const { later, started, complete, completeAll } = createManualQueue();
  const requests = [later('eve-1'), later('eve-2'), later('ann-1')];
  await nextTurn();
  expect(started).toEqual(['eve-1', 'ann-1']);
  await complete('eve-1');
  expect(started).toEqual(['eve-1', 'ann-1', 'eve-2']);
  await completeAll();
  expect(await Promise.all(requests)).toEqual(['none', 'none', 'none']);
  const queue = createRequestQueue(createUserBudget({ requests: 1, windowMs: 0 }));
  const failing = queue.later('ann', () => Promise.reject(new Error('refused')));
  const next = queue.later('ann', async () => 'evaluated');
  await expect(failing).rejects.toThrow('refused');
  expect(await next).toBe('evaluated');
  await expect(queue.first('ann', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(await queue.first('ann', async () => 'begun')).toBe('begun');
});

it('refuses only requests of the user who has the most when too many wait', async () => {
  const { first, later, completeAll } = createManualQueue(1, 4);
  later('dan-1');
  const results = ['eve-1', 'eve-2', 'eve-3', 'ann-1', 'ann-2', 'bea-1', 'bea-2', 'cem-1'].map(first);
  await nextTurn();
  await completeAll();
  // One of each user is handled at once. Of eve, ann and bea one more waits, and of eve another one.
  expect(await Promise.all(results)).toEqual(Array(8).fill('none'));

  later('dan-2');
  const flood = ['eve-4', 'eve-5', 'eve-6', 'eve-7', 'eve-8', 'ann-3', 'bea-3'].map(first);
  await nextTurn();
  await completeAll();
  expect(await Promise.all(flood)).toEqual([
    'server/too-many',
    'server/too-many',
    'server/too-many',
    'none',
    'none',
    'none',
    'none',
  ]);
});

it('refuses further second and third requests of a user of whom 128 wait, and none of another user', async () => {
  const { later, started, completeAll } = createManualQueue();
  const flood = Array.from({ length: 130 }, (_, index) => later(`eve-${index}`));
  const other = later('ann-1');
  await nextTurn();
  expect(started).toEqual(['eve-0', 'ann-1']);
  await completeAll();
  expect((await Promise.all(flood)).slice(127)).toEqual(['none', 'server/too-many', 'server/too-many']);
  expect(await other).toBe('none');
  const next = later('eve-131');
  await nextTurn();
  await completeAll();
  expect(await next).toBe('none');
});
