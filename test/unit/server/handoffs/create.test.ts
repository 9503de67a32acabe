import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readAuthorization } from '../../../../src/wire/tokens.ts';
import { testStorage } from '../../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { call, create, createHandoffBackend, creationOf, stateOf, take } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createHandoffBackend(await testStorage());
});
afterAll(() => backend.close());
// Earlier hand-offs count no more.
beforeEach(() => {
  backend.clock.now += 700_000;
});

it('returns an id, two digits and the page of the site, which contain neither the secret nor each other', async () => {
  const { handoffId, page, code, remainingMs } = await create(backend);
  expect(handoffId).toMatch(/^[\w-]{22}$/);
  expect(code).toMatch(/^\d\d$/);
  expect([page, remainingMs]).toEqual(['https://bank.example/phone?site=1', 300_000]);
});

it('uses the authorization up', async () => {
  const { body } = await creationOf(backend, 'ann desk');
  expect((await call(backend, 'ann desk', 'POST', 'handoffs', body)).code).toMatch(/^\d\d$/);
  expect(await call(backend, 'ann desk', 'POST', 'handoffs', body)).toEqual({
    code: 'server/unauthorized',
    status: 401,
  });
});

it('cancels the earlier hand-off of the same session, and no other one', async () => {
  const earlier = await create(backend, 'ann desk');
  const other = await create(backend, 'ann work');
  await create(backend, 'ann desk');
  expect(await stateOf(backend, earlier)).toMatchObject({ state: 'cancelled' });
  expect(await stateOf(backend, other, 'ann work')).toMatchObject({ state: 'waiting' });
});

it('returns 429 for the eleventh hand-off in ten minutes', async () => {
  for (let i = 0; i < 10; i++) await create(backend, 'eve desk');
  const { body } = await creationOf(backend, 'eve desk');
  const refused = await call(backend, 'eve desk', 'POST', 'handoffs', body);
  expect(refused).toEqual({ code: 'server/too-many', status: 429 });
  await create(backend, 'ann desk');
});

it.each([
  ['a host that names no session', 'ann', {}],
  ['an authorization of another ceremony', 'ann desk', { claims: { ceremony: 'authenticate' } }],
  ['another user', 'ann desk', { fields: { recognizeId: 'bob' } }],
])('returns 403 for %s', async (_what, user, options) => {
  const { body } = await creationOf(backend, user, options);
  expect(await call(backend, user, 'POST', 'handoffs', body)).toEqual({
    code: 'server/forbidden',
    status: 403,
  });
});

it('returns 403 for a server without a page for phones', async () => {
  const { authorize } = backend.settings;
  const without = await createTestBackend({ storage: await testStorage(), authorize });
  const { body } = await creationOf(without, 'ann desk');
  expect(await call(without, 'ann desk', 'POST', 'handoffs', body)).toEqual({
    code: 'server/forbidden',
    status: 403,
  });
  await without.close();
});

it('keeps the level of the liveness check that the page wants, and refuses a lower one than the authorization', async () => {
  const created = await create(backend, 'ann desk', { fields: { liveness: 'passive' } });
  const { handoffKey } = await take(backend, created);
  const path = `handoffs/${created.handoffId}/authorize`;
  const { authorization } = await call(backend, undefined, 'POST', path, { handoffKey });
  expect(readAuthorization(authorization).liveness).toBe('passive');
  const options = { claims: { liveness: 'active' }, fields: { liveness: 'passive' } };
  const { body } = await creationOf(backend, 'ann desk', options);
  expect(await call(backend, 'ann desk', 'POST', 'handoffs', body)).toMatchObject({
    code: 'server/forbidden',
  });
});

it.each([
  ['link', 'AAAA'],
  ['payload', '?'],
  ['payload', 'A'.repeat(12_000)],
  ['authorization', 1],
])('returns 400 for a wrong %s', async (field, value) => {
  const { body } = await creationOf(backend, 'ann desk', { fields: { [field]: value } });
  expect(await call(backend, 'ann desk', 'POST', 'handoffs', body)).toEqual({
    code: 'server/bad-request',
    status: 400,
  });
});

it('[T127] refuses the authorization of a photo, because a phone uses its camera', async () => {
  const claims = { source: 'photo', scenario: 'SELFIE', photo_hash: 'A'.repeat(43) };
  const { body } = await creationOf(backend, 'ann desk', { ceremony: 'enroll', claims });
  expect(await call(backend, 'ann desk', 'POST', 'handoffs', body)).toEqual({
    code: 'photo/required',
    status: 400,
  });
});
