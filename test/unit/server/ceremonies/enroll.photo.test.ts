import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '../../../../src/wire/base64url.ts';
import { systemRandom } from '../../../../src/wire/bytes.ts';
import { noCaptureFlags } from '../../../../src/wire/capture-report.ts';
import { encodeChallengeRequest } from '../../../../src/wire/messages/challenge.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { refusalOf, rowsOf } from '../backend.support.ts';
import { bindBrowser, enroll, prepareEnrollment, sealRequest, send } from '../support.ts';

const face = syntheticFace(1);
const hash = systemRandom(32);
const photo = { scenario: 'DOCUMENT', hash } as const;
const claims = { source: 'photo', scenario: 'DOCUMENT', photo_hash: toBase64url(hash) } as const;
const withoutLiveness = { ...claims, liveness: undefined as never };

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

const listDevices = async (user: string) => {
  const response = await backend.fetchAs(user, 'GET', `people/${user}/devices`);
  return ((await response.json()) as { devices: object[] }).devices;
};

it('stores source and scenario with the device, lists both, and signs them with the level off', async () => {
  const { response, deviceId } = await enroll(backend, 'ann', face(), { fields: { photo }, claims });
  expect(await listDevices('ann')).toMatchObject([{ deviceId, source: 'photo', scenario: 'DOCUMENT' }]);
  const assertion = await backend.server.verifyAssertion(response.assertion, {
    recognizeId: 'ann',
    ceremony: 'enroll',
  });
  expect(assertion).toMatchObject({ liveness: 'off', source: 'photo', scenario: 'DOCUMENT' });
});

it('gives the browser that is bound with such a client state the same source and scenario', async () => {
  const enrollment = await enroll(backend, 'bea', face(), { fields: { photo }, claims });
  await bindBrowser(backend, enrollment, face());
  const devices = await listDevices('bea');
  expect(devices).toHaveLength(2);
  for (const device of devices) expect(device).toMatchObject({ source: 'photo', scenario: 'DOCUMENT' });
});

it('lists neither source nor scenario of an enrollment from the camera', async () => {
  await enroll(backend, 'cem', face());
  const [device] = await listDevices('cem');
  expect(Object.keys(device!).filter((name) => ['source', 'scenario'].includes(name))).toEqual([]);
});

describe('refuses', () => {
  const attempt = async (user: string, options: Parameters<typeof prepareEnrollment>[3]) => {
    const { request } = await prepareEnrollment(backend, user, face(), options);
    return refusalOf(send(backend, user, request));
  };
  const nothingStored = async (user: string) =>
    expect(await rowsOf(backend, 'devices', 'recognize_id = $1', [user])).toEqual([]);

  it('[T120] a photo when the authorization does not name one, also at the level off', async () => {
    const code = 'photo/not-authorized';
    expect(await attempt('dan', { fields: { photo } })).toEqual({ code, status: 400 });
    await nothingStored('dan');
  });

  it('[T121] the camera with the authorization of a photo, already when it asks for a challenge', async () => {
    const code = 'photo/required';
    for (const liveness of ['off', 'passive', 'active'] as const) {
      const report = { liveness, flags: noCaptureFlags };
      expect(await attempt('eve', { claims, fields: { report } })).toEqual({ code, status: 400 });
    }
    await nothingStored('eve');
    const token = await backend.token({ recognizeId: 'eve', ceremony: 'enroll', ...withoutLiveness });
    const request = async (liveness: 'off' | 'active') => {
      const body = encodeChallengeRequest({ liveness, token });
      return send(backend, 'eve', await sealRequest(backend, 0, 'eve', 'challenges', body));
    };
    expect(await refusalOf(request('active'))).toEqual({ code, status: 400 });
    expect(await request('off')).toBeDefined();
  });

  it('[T122] another file, another scenario', async () => {
    const other = { ...photo, hash: systemRandom(32) };
    expect(await attempt('fay', { claims, fields: { photo: other } })).toMatchObject({
      code: 'photo/wrong-file',
    });
    const scenario = { ...photo, scenario: 'SELFIE' } as const;
    expect(await attempt('fay', { claims, fields: { photo: scenario } })).toMatchObject({
      code: 'photo/not-authorized',
    });
    await nothingStored('fay');
  });

  it('[T126] a device whose source or scenario a database writer has changed', async () => {
    const code = 'security/database-changed';
    for (const change of ['source = null, scenario = null', "scenario = 'SELFIE'"]) {
      await enroll(backend, 'gus', face(), { fields: { photo }, claims: { ...claims, replace: true } });
      await backend.storage.query(`update recognize_devices set ${change} where recognize_id = 'gus'`);
      const response = await backend.fetchAs('gus', 'GET', 'people/gus/devices');
      expect(await response.json()).toMatchObject({ error: { code } });
    }
  });
});

it.each([
  ['a photo without its hash', { source: 'photo', scenario: 'SELFIE' }],
  ['a photo without its scenario', { source: 'photo', photo_hash: claims.photo_hash }],
  ['a scenario without a photo', { scenario: 'SELFIE' }],
  ['a photo for a recovery', { ...claims, ceremony: 'recover' }],
  ['a hash that is none', { ...claims, photo_hash: 'abc' }],
] as const)('issues no authorization for %s', async (_, wrong) => {
  const request = { recognizeId: 'hal', ceremony: 'enroll', ...wrong } as const;
  await expect(backend.token(request)).rejects.toThrow('issueAuthorization:');
});
