import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { parseEnrollResponse } from '../../../src/wire/messages/enroll.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import {
  challengeFields,
  createDeviceKeys,
  enroll,
  prepareEnrollment,
  runCeremony,
  send,
} from '../../unit/server/support.ts';
import type { HttpClient } from './http-client.ts';
import { createDemoHost, type DemoHost } from './support.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

let host: DemoHost;
beforeAll(async () => {
  host = await createDemoHost();
});
afterAll(() => host.close());

const face = syntheticFace(1);
const refused = { status: 400, body: { error: 'assertion' } };

const submit = (client: HttpClient, submission: object) => client.call('POST', 'assertions', submission);

/** A user whose face is enrolled at the backend module; the host does not have the assertion yet. */
async function enrolledUser(name: string) {
  const { client, recognizeId } = await host.register(name);
  const { body } = await client.call('POST', 'authorizations', { ceremony: 'enroll' });
  const { challenge, replace } = decodeJwt<{ challenge: string; replace: boolean }>(body.authorization);
  const enrolled = await enroll(host.backendOf(client), recognizeId, face(), {
    claims: { challenge, replace },
  });
  const { response, deviceId } = enrolled;
  const submission = { assertion: response.assertion, clientState: 'a client state', deviceId };
  return { client, recognizeId, share: enrolled.clientShare, submission };
}

describe('an assertion', () => {
  it('has one effect when the same session submits it twice', async () => {
    const { client, recognizeId, submission } = await enrolledUser('ann');
    const first = await submit(client, submission);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ enrolled: true, factors: ['password', 'face'], fullAccess: true });
    expect(await submit(client, { ...submission, deviceId: 'B'.repeat(22) })).toEqual(first);
    expect(await host.countRows('client_states', recognizeId)).toBe(1);
    expect(await host.countRows('sessions', recognizeId)).toBe(1);
    expect((await client.call('GET', 'client-state')).body).toEqual({ clientState: 'a client state' });
  });

  it('is accepted again with the previous token when the response was lost', async () => {
    const { client, recognizeId, submission } = await enrolledUser('bea');
    await client.callAndLoseResponse('POST', 'assertions', submission);
    expect((await client.call('GET', 'me')).body).toBeNull();
    await client.callAndLoseResponse('POST', 'assertions', submission);
    expect((await submit(client, submission)).body).toMatchObject({
      enrolled: true,
      factors: ['password', 'face'],
    });
    expect((await client.call('GET', 'me')).body).toMatchObject({ name: 'bea', fullAccess: true });
    expect(await host.countRows('sessions', recognizeId)).toBe(1);
    expect(await host.countRows('client_states', recognizeId)).toBe(1);
  });

  it('returns 200 to both of two concurrent submissions, and has one effect', async () => {
    const { client, recognizeId, submission } = await enrolledUser('cleo');
    const responses = await Promise.all([submit(client, submission), submit(client, submission)]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(await host.countRows('client_states', recognizeId)).toBe(1);
  });

  it('is refused to other sessions, before and after its own session has used it', async () => {
    const { client, recognizeId, submission } = await enrolledUser('dora');
    const otherSession = await host.signInAgain('dora');
    const { client: otherUser } = await host.register('eve');
    for (const other of [otherSession, otherUser]) expect(await submit(other, submission)).toEqual(refused);
    expect(await host.countRows('client_states', recognizeId)).toBe(0);
    expect((await submit(client, submission)).status).toBe(200);
    expect(await submit(otherUser, submission)).toEqual(refused);
    // The enrollment has ended the other session of its user.
    expect((await submit(otherSession, submission)).status).toBe(401);
    expect((await submit(host.client(), submission)).status).toBe(401);
    const signedInAgain = await host.signInAgain('dora');
    expect(await submit(signedInAgain, submission)).toEqual(refused);
    expect((await signedInAgain.call('GET', 'me')).body).toMatchObject({
      factors: ['password'],
      fullAccess: false,
      balance: null,
    });
  });

  it('neither restores a session after sign-out nor reverts later changes', async () => {
    const { client, recognizeId, submission } = await enrolledUser('fay');
    const previous = client.cookie;
    await submit(client, submission);
    await client.fetch('DELETE', `/recognize-api/people/${recognizeId}`);
    expect((await submit(client, submission)).body).toMatchObject({ enrolled: false });
    expect(await host.countRows('client_states', recognizeId)).toBe(0);
    await client.call('DELETE', 'sessions');
    client.cookie = previous;
    expect((await submit(client, submission)).status).toBe(401);
  });
});

describe('an enrollment that was replaced', () => {
  it('does not open the account for the thief of a password, before and after the other enrollment is stored', async () => {
    const thief = await enrolledUser('hal');
    const person = await host.signInAgain('hal');
    const { body } = await person.call('POST', 'authorizations', { ceremony: 'enroll' });
    const { challenge, replace } = decodeJwt<{ challenge: string; replace: boolean }>(body.authorization);
    expect(replace).toBe(true);
    const { response, deviceId } = await enroll(
      host.backendOf(person),
      thief.recognizeId,
      syntheticFace(2)(),
      {
        claims: { challenge, replace },
      },
    );
    expect(await submit(thief.client, thief.submission)).toEqual(refused);
    const submission = { assertion: response.assertion, clientState: 'state of the person', deviceId };
    expect((await submit(person, submission)).body).toMatchObject({ fullAccess: true });
    expect((await submit(thief.client, thief.submission)).status).toBe(401);
    const signedInAgain = await host.signInAgain('hal');
    expect(await submit(signedInAgain, thief.submission)).toEqual(refused);
    expect((await signedInAgain.call('GET', 'client-state')).body).toEqual({
      clientState: 'state of the person',
    });
    expect((await signedInAgain.call('POST', 'authorizations', { ceremony: 'enroll' })).status).toBe(403);
  });

  it('ends sessions that were open before, and the codes that were sent before', async () => {
    const { client, submission } = await enrolledUser('ida');
    const [other, otherFactor] = [await host.signInAgain('ida'), host.client()];
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    await otherFactor.call('POST', 'messages', { name: 'ida', kind: 'code' });
    vi.useRealTimers();
    const { secret: code } = host.inbox.list('ida')[0]!;
    expect((await submit(client, submission)).status).toBe(200);
    expect((await other.call('GET', 'me')).body).toBeNull();
    expect((await otherFactor.call('POST', 'codes', { name: 'ida', code })).status).toBe(401);
    expect((await client.call('GET', 'me')).body).toMatchObject({ name: 'ida' });
  });
});

it('a recovery ends the other sessions, and an assertion of a removed device neither signs in nor stores a client state', async () => {
  const { client, recognizeId, share, submission } = await enrolledUser('jan');
  await submit(client, submission);
  const recovering = await host.signInAgain('jan');
  const recover = async () => {
    const { body } = await recovering.call('POST', 'authorizations', { ceremony: 'recover' });
    const { finishResponse } = await runCeremony(
      host.backendOf(recovering),
      {
        recognizeId,
        keys: await createDeviceKeys(),
        ceremony: 'recover',
        clientShare: share,
        token: body.authorization,
      },
      face(),
    );
    if (!finishResponse.recognized) throw new Error('not recognized');
    return { assertion: finishResponse.assertion, deviceId: toBase64url(finishResponse.deviceId) };
  };
  const removed = await recover();
  const path = `/recognize-api/people/${recognizeId}/devices/${removed.deviceId}`;
  expect((await client.fetch('DELETE', path)).status).toBe(200);
  expect(await submit(recovering, { assertion: removed.assertion })).toEqual(refused);
  expect((await submit(recovering, { assertion: (await recover()).assertion })).status).toBe(200);
  expect((await client.call('GET', 'me')).body).toBeNull();

  const { authorization } = (await (
    await recovering.fetch('POST', `/recognize-api/people/${recognizeId}/devices`, {})
  ).json()) as { authorization: string };
  const further = await prepareEnrollment(host.backendOf(recovering), recognizeId, face(), {
    fields: await challengeFields(host.backendOf(recovering), recognizeId, authorization),
  });
  const added = parseEnrollResponse(await send(host.backendOf(recovering), recognizeId, further.request));
  const addedPath = `/recognize-api/people/${recognizeId}/devices/${toBase64url(added.deviceId)}`;
  expect((await recovering.fetch('DELETE', addedPath)).status).toBe(200);
  const state = { assertion: added.assertion, clientState: 'of a removed device' };
  expect(await recovering.call('POST', 'client-states', state)).toEqual(refused);
});

it('executes a payment once when it is confirmed twice, and does not sign in with its assertion', async () => {
  const { client, recognizeId, share, submission } = await enrolledUser('gil');
  await submit(client, submission);
  const [backend, keys] = [host.backendOf(client), await createDeviceKeys()];
  const authorization = async (path: string, body: object): Promise<string> =>
    (await client.call('POST', path, body)).body.authorization;
  const options = { recognizeId, keys };
  const recoverToken = await authorization('authorizations', { ceremony: 'recover' });
  const recovery = await runCeremony(
    backend,
    { ...options, ceremony: 'recover', clientShare: share, token: recoverToken },
    face(),
  );
  const payment = { payee: 'Lumen Books', amount: '48.20', language: 'en' };
  const token = await authorization('payments', payment);
  const { finishResponse } = await runCeremony(
    backend,
    { ...options, ceremony: 'authenticate', clientShare: recovery.pending, token },
    face(),
  );
  if (!finishResponse.recognized) throw new Error('not recognized');
  const { assertion } = finishResponse;

  const confirm = (by: HttpClient) => by.call('POST', 'payments/confirm', { assertion });
  expect(await confirm(await host.signInAgain('gil'))).toEqual(refused);
  const { balance } = (await client.call('GET', 'me')).body;
  expect((await confirm(client)).status).toBe(200);
  expect((await confirm(client)).status).toBe(200);
  expect((await client.call('GET', 'me')).body.balance).toBe(balance - 4820);
  expect(await host.countRows('payments', recognizeId)).toBe(1);
  expect(await submit(client, { assertion })).toEqual(refused);
});
