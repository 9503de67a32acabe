import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { beginCeremony, createDeviceKeys, enroll, refusalOf, sealRequest, send } from '../support.ts';

const face = syntheticFace(1);
let world: TestBackend;
let begin: () => ReturnType<typeof beginCeremony>;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
  const { clientShare } = await enroll(world, 'ann', face());
  const keys = await createDeviceKeys();
  begin = () => beginCeremony(world, { recognizeId: 'ann', ceremony: 'recover', clientShare, keys });
});
// Expires the ceremonies that the test before has left open.
beforeEach(() => {
  world.clock.now += 700_000;
});
afterAll(() => world.close());

it.each([
  ['evaluate', 2],
  ['finish', 3],
] as const)('returns 404 for an unknown ceremony: %s', async (name, step) => {
  for (const [id, code] of [
    ['A'.repeat(43), 'ceremony/session-unknown'],
    ['x', 'ceremony/session-unknown'],
    ['%00', 'ceremony/session-unknown'],
    ['ü', 'ceremony/session-unknown'],
    ['%FF', 'server/not-found'],
  ]) {
    const request = await sealRequest(world, step, 'ann', `ceremonies/${id}/${name}`, new Uint8Array(64));
    expect(await refusalOf(send(world, 'ann', request))).toEqual({ code, status: 404 });
  }
});

it('returns session-unknown for the ceremony of another user', async () => {
  const begun = await begin();
  await enroll(world, 'bea', face());
  const body = begun.createEvaluateRequest(face());
  const request = await sealRequest(world, 2, 'bea', `ceremonies/${begun.id}/evaluate`, body);
  expect(await refusalOf(send(world, 'bea', request))).toEqual({
    code: 'ceremony/session-unknown',
    status: 404,
  });
});

it('returns session-expired after the lifetime, and session-unknown after sweep', async () => {
  const begun = await begin();
  const request = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
  world.clock.now += 601_000;
  expect(await refusalOf(send(world, 'ann', request))).toEqual({
    code: 'ceremony/session-expired',
    status: 409,
  });
  await world.server.sweep();
  expect(await refusalOf(send(world, 'ann', request))).toEqual({
    code: 'ceremony/session-unknown',
    status: 404,
  });
});

it('returns session-spent for a FinishRequest before EvaluateResponse', async () => {
  const begun = await begin();
  const request = await begun.sealFinish(new Uint8Array(128));
  expect(await refusalOf(send(world, 'ann', request))).toMatchObject({ code: 'ceremony/session-spent' });
});

it('rejects an EvaluateRequest or FinishRequest of the wrong length with security/envelope-invalid', async () => {
  const begun = await begin();
  const invalid = { code: 'security/envelope-invalid', status: 400 };
  const short = await begun.sealEvaluate(new Uint8Array(63));
  expect(await refusalOf(send(world, 'ann', short))).toEqual(invalid);
  await send(world, 'ann', await begun.sealEvaluate(begun.createEvaluateRequest(face())));
  const long = await begun.sealFinish(new Uint8Array(129));
  expect(await refusalOf(send(world, 'ann', long))).toEqual(invalid);
});
