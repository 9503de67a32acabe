import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64url } from '../../../../src/wire/base64url.ts';
import type { Bytes } from '../../../../src/wire/bytes.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { failuresOf, refusalOf, rowsOf } from '../backend.support.ts';
import {
  beginCeremony,
  bindBrowser,
  type CeremonyOptions,
  createDeviceKeys,
  type Enrollment,
  enroll,
  prepareCeremony,
  sealRequest,
  send,
} from '../support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
let enrollment: Enrollment;
let keys: CryptoKeyPair;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
  keys = await createDeviceKeys();
  enrollment = await enroll(backend, 'ann', face());
});
// Expires the ceremonies that the test before has left open.
beforeEach(() => {
  backend.clock.now += 700_000;
});
afterAll(() => backend.close());

const options = () =>
  ({ recognizeId: 'ann', ceremony: 'recover', clientShare: enrollment.clientShare, keys }) as const;
const beginWith = (changes: Partial<CeremonyOptions>) =>
  refusalOf(beginCeremony(backend, { ...options(), ...changes }));

describe('BeginRequest', () => {
  const setByte = (index: number, value: number) => (body: Bytes) => {
    body[index] = value;
    return body;
  };
  // Offsets of fields: src/wire/messages/begin.ts.
  it.each<[string, (body: Bytes) => Bytes, string, number]>([
    ['version 1', setByte(0, 1), 'assets/version-mismatch', 400],
    ['no version', setByte(0, 0), 'security/envelope-invalid', 400],
    ['another suite', setByte(1, 2), 'security/envelope-invalid', 400],
    ['a number of bits that no model has', setByte(2, 4), 'client-state/model-mismatch', 409],
    ['one byte less', (body) => body.slice(0, -1), 'security/envelope-invalid', 400],
    ['one byte more', (body) => new Uint8Array([...body, 0]), 'security/envelope-invalid', 400],
    ['no bytes', () => new Uint8Array(0), 'client-state/model-mismatch', 409],
    ['a device key that is not on the curve', setByte(2100 + 63, 0), 'security/envelope-invalid', 400],
    ['an unknown share id', setByte(2084, 0), 'client-state/revoked', 409],
  ])('is rejected when it has %s', async (_case, change, code, status) => {
    const { beginRequest } = await prepareCeremony(backend, options());
    const fields = { ceremony: 'recover' };
    const request = await sealRequest(backend, 1, 'ann', 'ceremonies', change(beginRequest), fields);
    expect(await refusalOf(send(backend, 'ann', request))).toEqual({ code, status });
  });

  it('with a transfer point that is not on the curve fails at EvaluateRequest and counts no attempt', async () => {
    const { beginRequest, session } = await prepareCeremony(backend, options());
    beginRequest[beginRequest.length - 1]! ^= 1;
    const fields = { ceremony: 'recover' };
    const request = await sealRequest(backend, 1, 'ann', 'ceremonies', beginRequest, fields);
    const beginResponse = await send(backend, 'ann', request);
    await session.acceptBeginResponse(beginResponse);
    const id = toBase64url(beginResponse.slice(96, 128));
    const evaluateRequest = session.createEvaluateRequest(new Uint8Array(32));
    const sealed = await sealRequest(backend, 2, 'ann', `ceremonies/${id}/evaluate`, evaluateRequest);
    for (let i = 0; i < 2; i++)
      expect(await refusalOf(send(backend, 'ann', sealed))).toEqual({
        code: 'security/envelope-invalid',
        status: 400,
      });
    expect(await failuresOf(backend, enrollment.deviceId)).toEqual({ inYear: 0, sinceSuccess: 0 });
  });

  it('is not accepted a second time, because its authorization is used', async () => {
    const token = await backend.token({ recognizeId: 'ann', ceremony: 'recover' });
    expect(await beginWith({ token })).toMatchObject({ code: 'none' });
    expect(await beginWith({ token })).toMatchObject({ code: 'server/unauthorized' });
  });
});

describe('the device', () => {
  it('returns server/forbidden for the wrong ceremony of its type, or another device key', async () => {
    const forbidden = { code: 'server/forbidden', status: 403 };
    expect(await beginWith({ ceremony: 'authenticate' })).toEqual(forbidden);
    const browser = await bindBrowser(backend, enrollment, face());
    const bound = { clientShare: browser.clientShare, keys: browser.keys };
    expect(await beginWith(bound)).toEqual(forbidden);
    const otherKeys = await createDeviceKeys();
    expect(await beginWith({ ...bound, ceremony: 'authenticate', keys: otherKeys })).toEqual(forbidden);
    expect(await beginWith({ ...bound, ceremony: 'authenticate' })).toMatchObject({ code: 'none' });
  });

  it('returns client-state/expired after its lifetime, and client-state/revoked after it was deleted', async () => {
    const temporary = await enroll(backend, 'cem', face(), { fields: { type: 'TEMPORARY' } });
    const begin = () =>
      beginCeremony(backend, { ...options(), recognizeId: 'cem', clientShare: temporary.clientShare });
    backend.clock.now += 599_000;
    await begin();
    backend.clock.now += 2_000;
    expect(await refusalOf(begin())).toEqual({ code: 'client-state/expired', status: 409 });
    await backend.server.sweep();
    expect(await refusalOf(begin())).toEqual({ code: 'client-state/revoked', status: 409 });
  });

  it('of type TEMPORARY is erased by one recovery, also for ceremonies that have begun', async () => {
    const temporary = await enroll(backend, 'dan', face(), { fields: { type: 'TEMPORARY' } });
    const dan = { ...options(), recognizeId: 'dan', clientShare: temporary.clientShare };
    const parallel = await beginCeremony(backend, dan);
    await bindBrowser(backend, temporary, face());
    expect(await rowsOf(backend, 'devices', "recognize_id = 'dan'")).toMatchObject([{ type: 'SDK' }]);
    const revoked = { code: 'client-state/revoked' };
    expect(await refusalOf(beginCeremony(backend, dan))).toMatchObject(revoked);
    const evaluateRequest = await parallel.sealEvaluate(parallel.createEvaluateRequest(face()));
    expect(await refusalOf(send(backend, 'dan', evaluateRequest))).toMatchObject(revoked);
  });
});

it('returns server/too-many when the queue is full, before it uses the authorization', async () => {
  const fullBackend = await createTestBackend({ storage: await testStorage(), queueLimit: 0 });
  try {
    const { clientShare } = await enroll(fullBackend, 'ann', face());
    const { sealBegin, beginRequest } = await prepareCeremony(fullBackend, { ...options(), clientShare });
    const before = await rowsOf(fullBackend, 'spent_tokens');
    const sending = send(fullBackend, 'ann', await sealBegin(beginRequest));
    expect(await refusalOf(sending)).toEqual({ code: 'server/too-many', status: 429 });
    expect(await rowsOf(fullBackend, 'spent_tokens')).toEqual(before);
  } finally {
    await fullBackend.close();
  }
});
