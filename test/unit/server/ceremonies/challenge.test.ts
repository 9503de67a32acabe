import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorizationRequest } from '../../../../src/server/index.ts';
import { noCaptureFlags } from '../../../../src/wire/capture-report.ts';
import type { LivenessLevel } from '../../../../src/wire/liveness.ts';
import { encodeChallengeRequest, parseChallengeResponse } from '../../../../src/wire/messages/challenge.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { refusalOf, rowsOf } from '../backend.support.ts';
import { enroll, post, prepareEnrollment, sealRequest, send } from '../support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage(), policy: { deviceLimit: 2 } });
});
afterAll(() => backend.close());

const active = { liveness: 'active', flags: noCaptureFlags } as const;

const sealChallenge = (user: string, token: string, liveness: LivenessLevel = 'active') =>
  sealRequest(backend, 0, user, 'challenges', encodeChallengeRequest({ liveness, token }));

const requestChallenge = async (user: string, token: string, liveness?: LivenessLevel) =>
  parseChallengeResponse(await send(backend, user, await sealChallenge(user, token, liveness))).challenge;

const tokenFor = (recognizeId: string, claims: Partial<AuthorizationRequest> = {}) =>
  backend.token({ recognizeId, ceremony: 'enroll', ...claims });

/** Enrolls with this authorization. @returns the refusal, code `none` without one */
const enrollWith = (user: string, token: string, report: typeof active = active) =>
  refusalOf(enroll(backend, user, face(), { fields: { token, report } }));

describe('a challenge request', () => {
  it('returns three movements, the same ones again, and does not use the authorization up', async () => {
    const token = await tokenFor('ann');
    const challenge = await requestChallenge('ann', token);
    expect(challenge).toHaveLength(3);
    expect(await requestChallenge('ann', token)).toEqual(challenge);
    expect(await requestChallenge('ann', await tokenFor('ann'))).toEqual(challenge);
    expect(await enrollWith('ann', token)).toMatchObject({ code: 'none' });
  });

  it.each(['off', 'passive'] as const)(
    'returns no challenge for the level %s of a token that allows it',
    async (liveness) => {
      expect(await requestChallenge('bea', await tokenFor('bea', { liveness }), liveness)).toEqual([]);
      expect(await rowsOf(backend, 'challenges', "recognize_id = 'bea'")).toEqual([]);
    },
  );

  it('returns a challenge when the page wants a higher level than the token', async () => {
    expect(await requestChallenge('cyn', await tokenFor('cyn', { liveness: 'off' }))).toHaveLength(3);
  });

  it('creates no user', async () => {
    await requestChallenge('dan', await tokenFor('dan'));
    expect(await rowsOf(backend, 'people', "recognize_id = 'dan'")).toEqual([]);
  });

  it('needs the operation enroll and the user of the session', async () => {
    const { path, message } = await sealChallenge('ann', await tokenFor('ann'));
    expect((await post(backend, undefined, path, message)).status).toBe(401);
    expect((await post(backend, 'eve', path, message)).error?.code).toBe('server/forbidden');
  });
});

describe('refuses before the capture what the enrollment would be refused for:', () => {
  it('a used authorization', async () => {
    const token = await tokenFor('una');
    await requestChallenge('una', token);
    await enrollWith('una', token);
    expect(await refusalOf(requestChallenge('una', token))).toMatchObject({ code: 'server/unauthorized' });
  });

  it('a user at the device limit, unless the enrollment replaces the devices', async () => {
    await enroll(backend, 'gus', face());
    await enroll(backend, 'gus', face());
    expect(await refusalOf(requestChallenge('gus', await tokenFor('gus')))).toEqual({
      code: 'server/device-limit',
      status: 409,
    });
    expect(await requestChallenge('gus', await tokenFor('gus', { replace: true }))).toHaveLength(3);
  });

  it.each<[string, string, () => Promise<string>]>([
    ['an authorization of another user', 'server/forbidden', () => tokenFor('other')],
    ['one of another ceremony', 'server/forbidden', () => tokenFor('hal', { ceremony: 'recover' })],
    ['something else than an authorization', 'server/unauthorized', async () => 'a.b.c'],
  ])('%s, with %s', async (_, code, token) => {
    expect(await refusalOf(requestChallenge('hal', await token()))).toMatchObject({ code });
  });

  it('an authorization that has expired', async () => {
    const token = await tokenFor('ida');
    backend.clock.now += 400_000;
    expect(await refusalOf(requestChallenge('ida', token))).toMatchObject({
      code: 'ceremony/session-expired',
    });
  });

  it('a page of another origin than the one of the authorization', async () => {
    const { path, message } = await sealChallenge('jan', await tokenFor('jan'));
    const request = new Request(`https://bank.example/${path}`, {
      method: 'POST',
      headers: { 'x-user': 'jan', 'content-type': 'application/json', origin: 'https://other.example' },
      body: JSON.stringify(message),
    });
    const { error } = (await (await backend.server.fetch(request)).json()) as { error: { code: string } };
    expect(error.code).toBe('server/forbidden');
  });

  it('a level below the one of the authorization', async () => {
    expect(await refusalOf(requestChallenge('kim', await tokenFor('kim'), 'passive'))).toEqual({
      code: 'server/forbidden',
      status: 403,
    });
  });
});

describe('[T102] an enrollment with the level active is refused', () => {
  it.each<[string, (token: string) => Promise<unknown>]>([
    ['without a challenge', async () => {}],
    ['with a challenge of another authorization', async () => requestChallenge('lea', await tokenFor('lea'))],
    ['with a challenge of another user', async () => requestChallenge('max', await tokenFor('max'))],
  ])('%s', async (_, request) => {
    const token = await tokenFor('lea');
    await request(token);
    expect(await enrollWith('lea', token)).toEqual({ code: 'server/forbidden', status: 403 });
    expect(await rowsOf(backend, 'devices', "recognize_id = 'lea'")).toEqual([]);
    // Nothing was used up.
    await requestChallenge('lea', token);
    expect(await enrollWith('lea', token)).toMatchObject({ code: 'none' });
    await backend.fetchAs('lea', 'DELETE', 'people/lea');
  });
});

it('the same EnrollRequest gets the same response again', async () => {
  const token = await tokenFor('ned');
  await requestChallenge('ned', token);
  const { request } = await prepareEnrollment(backend, 'ned', face(), { fields: { token, report: active } });
  const first = await post(backend, 'ned', request.path, request.message);
  expect(await post(backend, 'ned', request.path, request.message)).toEqual(first);
  expect(first.status).toBe(200);
});

it('de-enrolling a user deletes the challenges of the user', async () => {
  await requestChallenge('oda', await tokenFor('oda'));
  await backend.fetchAs('oda', 'DELETE', 'people/oda');
  expect(await rowsOf(backend, 'challenges', "recognize_id = 'oda'")).toEqual([]);
});

it('counts an enrollment with the limit of the policy, and its success does not count', async () => {
  const limited = await createTestBackend({ policy: { challengesPerDay: 1 } });
  const request = async () => {
    const token = await limited.token({ recognizeId: 'pia', ceremony: 'enroll' });
    const body = encodeChallengeRequest({ liveness: 'active', token });
    await send(limited, 'pia', await sealRequest(limited, 0, 'pia', 'challenges', body));
    return token;
  };
  const token = await request();
  await enroll(limited, 'pia', face(), { fields: { token, report: active } });
  await request();
  limited.clock.now += 600_000;
  expect(await refusalOf(request())).toMatchObject({ code: 'ceremony/locked', status: 423 });
  await limited.close();
});
