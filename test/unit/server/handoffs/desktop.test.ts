import { afterAll, beforeAll, expect, it } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import type { TestBackend } from '../../../support/test-backend.ts';
import { call, create, createHandoffBackend, stateOf, take } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createHandoffBackend(await testStorage());
});
afterAll(() => backend.close());

it('[T115] answers 404 to every session but the one that created the hand-off, and lets none of them cancel it', async () => {
  const created = await create(backend);
  const path = `handoffs/${created.handoffId}`;
  for (const other of ['ann phone', 'bob desk', 'bob phone'])
    for (const method of ['GET', 'DELETE'])
      expect(await call(backend, other, method, path)).toEqual({ code: 'server/not-found', status: 404 });
  expect(await call(backend, undefined, 'GET', path)).toMatchObject({ status: 401 });
  expect(await call(backend, 'ann', 'DELETE', path)).toMatchObject({ status: 403 });
  expect(await stateOf(backend, created)).toEqual({ state: 'waiting', remainingMs: 300_000 });
});

it('returns taken once a phone has the code right, and cancelled after the cancellation', async () => {
  const created = await create(backend);
  await take(backend, created);
  expect(await stateOf(backend, created)).toEqual({ state: 'taken', remainingMs: 300_000 });
  expect(await call(backend, 'ann desk', 'DELETE', `handoffs/${created.handoffId}`)).toEqual({});
  expect(await stateOf(backend, created)).toMatchObject({ state: 'cancelled' });
});

it('returns expired five minutes after the creation, and 404 once the row is deleted', async () => {
  const created = await create(backend, 'eve desk');
  backend.clock.now += 300_000;
  expect(await stateOf(backend, created, 'eve desk')).toEqual({ state: 'expired', remainingMs: 0 });
  await backend.server.sweep();
  expect(await stateOf(backend, created, 'eve desk')).toMatchObject({ state: 'expired' });
  backend.clock.now += 3_600_000;
  await backend.server.sweep();
  expect(await stateOf(backend, created, 'eve desk')).toMatchObject({ code: 'server/not-found' });
});
