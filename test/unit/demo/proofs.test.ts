import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { drawnFace } from '../../support/drawn-face.ts';
import { deviceKeys, enroll, run } from '../server/client.ts';
import { createHost } from './host.ts';
import type { Visitor } from './visitor.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

let host: Awaited<ReturnType<typeof createHost>>;
beforeAll(async () => {
  host = await createHost();
});
afterAll(() => host.close());

const face = drawnFace(1);
const refused = { status: 400, body: { error: 'assertion' } };

/** Somebody whose face is enrolled at the module, before the host has heard of it. */
async function enrolled(name: string) {
  const { who, recognizeId } = await host.registered(name);
  const { body } = await who.call('POST', 'authorizations', { ceremony: 'enroll' });
  const token = decode(body.authorization);
  const made = await enroll(host.through(who), recognizeId, face(), {
    claims: { challenge: token.challenge, replace: token.replace },
  });
  const proof = { assertion: made.e2.assertion, clientState: 'a client state', deviceId: made.deviceId };
  return { who, name, recognizeId, made, proof };
}
const decode = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());

const prove = (who: Visitor, proof: object) => who.call('POST', 'assertions', proof);

describe('an assertion', () => {
  it('proven twice by the same session has one effect', async () => {
    const { who, recognizeId, proof } = await enrolled('ann');
    const first = await prove(who, proof);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ enrolled: true, factors: ['password', 'face'], open: true });
    expect(await prove(who, { ...proof, deviceId: 'B'.repeat(22) })).toEqual(first);
    expect(await host.count('client_states', recognizeId)).toBe(1);
    expect(await host.count('sessions', recognizeId)).toBe(1);
    expect((await who.call('GET', 'client-state')).body).toEqual({ clientState: 'a client state' });
  });

  it('whose answer was lost is proven again with the token of before', async () => {
    const { who, recognizeId, proof } = await enrolled('bea');
    await who.lose('POST', 'assertions', proof);
    expect((await who.call('GET', 'me')).body).toBeNull();
    await who.lose('POST', 'assertions', proof);
    expect((await prove(who, proof)).body).toMatchObject({ enrolled: true, factors: ['password', 'face'] });
    expect((await who.call('GET', 'me')).body).toMatchObject({ name: 'bea', open: true });
    expect(await host.count('sessions', recognizeId)).toBe(1);
    expect(await host.count('client_states', recognizeId)).toBe(1);
  });

  it('proven twice at the same time is one success to both', async () => {
    const { who, recognizeId, proof } = await enrolled('cleo');
    const answers = await Promise.all([prove(who, proof), prove(who, proof)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await host.count('client_states', recognizeId)).toBe(1);
  });

  it('is refused to every other session, before and after', async () => {
    const { who, recognizeId, proof } = await enrolled('dora');
    const again = await host.returned('dora');
    const { who: eve } = await host.registered('eve');
    for (const other of [again, eve]) expect(await prove(other, proof)).toEqual(refused);
    expect(await host.count('client_states', recognizeId)).toBe(0);
    expect((await prove(who, proof)).status).toBe(200);
    for (const other of [again, eve]) expect(await prove(other, proof)).toEqual(refused);
    expect((await prove(host.visitor(), proof)).status).toBe(401);
    expect((await again.call('GET', 'me')).body).toMatchObject({ factors: ['password'], open: false });
  });

  it('brings nobody back who has signed out, and does not undo what came later', async () => {
    const { who, recognizeId, proof } = await enrolled('fay');
    const before = who.cookie;
    await prove(who, proof);
    await who.fetch('DELETE', `/recognize-api/people/${recognizeId}`);
    expect((await prove(who, proof)).body).toMatchObject({ enrolled: false });
    expect(await host.count('client_states', recognizeId)).toBe(0);
    await who.call('DELETE', 'sessions');
    who.cookie = before;
    expect((await prove(who, proof)).status).toBe(401);
  });
});

it('a payment that is confirmed twice is made once, and signs nobody in', async () => {
  const { who, recognizeId, made, proof } = await enrolled('gil');
  await prove(who, proof);
  const [world, keys] = [host.through(who), await deviceKeys()];
  const token = async (path: string, body: object) => (await who.call('POST', path, body)).body.authorization;
  const options = { recognizeId, keys };
  const recovery = await token('authorizations', { ceremony: 'recover' });
  const bound = await run(
    world,
    { ...options, ceremony: 'recover', client: made.client, token: recovery },
    face(),
  );
  const asked = await token('payments', { payee: 'Lumen Books', amount: '48.20', language: 'en' });
  const { finishResponse } = await run(
    world,
    { ...options, ceremony: 'authenticate', client: bound.pending, token: asked },
    face(),
  );
  if (!finishResponse.recognized) throw new Error('not recognized');
  const { assertion } = finishResponse;
  const confirm = (by: Visitor) => by.call('POST', 'payments/confirm', { assertion });
  expect(await confirm(await host.returned('gil'))).toEqual(refused);
  const { balance } = (await who.call('GET', 'me')).body;
  expect((await confirm(who)).status).toBe(200);
  expect((await confirm(who)).status).toBe(200);
  expect((await who.call('GET', 'me')).body.balance).toBe(balance - 4820);
  expect(await host.count('payments', recognizeId)).toBe(1);
  expect(await prove(who, { assertion })).toEqual(refused);
});
