import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, origin, type TestBackend } from '../../../support/test-backend.ts';
import { refusalOf, rowsOf } from '../backend.support.ts';
import {
  bindBrowser,
  createDeviceKeys,
  enroll,
  post,
  prepareEnrollment,
  runCeremony,
  send,
} from '../support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

it.each(['in a row', 'in parallel'])(
  'returns one response to the same bytes and stores one device: ten times %s',
  async (mode) => {
    const { request } = await prepareEnrollment(backend, mode, face());
    const sendOnce = async () => {
      const { status, body } = await post(backend, mode, request.path, request.message);
      return `${status} ${body}`;
    };
    const responses = new Set<string>();
    const ten = Array.from({ length: 10 });
    if (mode === 'in a row') for (const _ of ten) responses.add(await sendOnce());
    else for (const response of await Promise.all(ten.map(sendOnce))) responses.add(response);
    expect(responses.size).toBe(1);
    expect([...responses][0]).toMatch(/^200 /);
    expect(await rowsOf(backend, 'devices', 'recognize_id = $1', [mode])).toHaveLength(1);
  },
);

it('refuses the same bytes from another user', async () => {
  const { request } = await prepareEnrollment(backend, 'una', face());
  await send(backend, 'una', request);
  const moved = { ...request, message: { ...request.message, recognizeId: 'eve' } };
  expect(await refusalOf(send(backend, 'eve', moved))).toEqual({
    code: 'security/envelope-invalid',
    status: 400,
  });
});

it('returns already-enrolled for a share id that is stored', async () => {
  const { clientShare } = await enroll(backend, 'ann', face());
  const { shareId } = clientShare;
  const { request } = await prepareEnrollment(backend, 'ann', face(), { fields: { shareId } });
  expect(await refusalOf(send(backend, 'ann', request))).toEqual({
    code: 'ceremony/already-enrolled',
    status: 409,
  });
  expect(await rowsOf(backend, 'devices', "recognize_id = 'ann'")).toHaveLength(1);
});

it('returns model-mismatch for an unknown model', async () => {
  const fields = { modelIdHash: new Uint8Array(32) };
  const { request } = await prepareEnrollment(backend, 'bea', face(), { fields });
  expect(await refusalOf(send(backend, 'bea', request))).toEqual({
    code: 'client-state/model-mismatch',
    status: 409,
  });
});

it('erases earlier devices when the authorization has replace', async () => {
  const first = await enroll(backend, 'cem', face());
  await bindBrowser(backend, first, face());
  await enroll(backend, 'cem', face());
  expect(await rowsOf(backend, 'devices', "recognize_id = 'cem'")).toHaveLength(3);
  const { deviceId } = await enroll(backend, 'cem', face(), { claims: { replace: true } });
  expect(await rowsOf(backend, 'devices', "recognize_id = 'cem'")).toMatchObject([{ device_id: deviceId }]);
});

it('issues an activation token that binds one browser, only when the authorization has activate', async () => {
  const { response, clientShare } = await enroll(backend, 'dov', face(), { claims: { activate: true } });
  const token = response.activationToken;
  const options = { recognizeId: 'dov', ceremony: 'recover', clientShare, token } as const;
  const { finishResponse } = await runCeremony(
    backend,
    { ...options, keys: await createDeviceKeys() },
    face(),
  );
  if (!finishResponse.recognized) throw new Error('not recognized');
  const jwks = (await (await backend.fetchAs(undefined, 'GET', 'jwks.json')).json()) as JSONWebKeySet;
  const { payload } = await jwtVerify(finishResponse.assertion, createLocalJWKSet(jwks), {
    audience: origin,
    issuer: origin,
    algorithms: ['ES256'],
    currentDate: new Date(backend.clock.now),
  });
  expect(payload).toMatchObject({ sub: 'dov' });
  const secondUse = runCeremony(backend, { ...options, keys: await createDeviceKeys() }, face());
  expect((await refusalOf(secondUse)).code).toBe('server/unauthorized');
  expect((await enroll(backend, 'dov', face())).response.activationToken).toBe('');
});
