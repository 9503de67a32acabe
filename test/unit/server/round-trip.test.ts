import { serve } from '@hono/node-server';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { enroll as enrollCeremony } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { HostCall } from '../../../src/ceremonies/types.ts';
import { responseOverhead } from '../../../src/wire/envelope.ts';
import { finishResponseLength } from '../../../src/wire/messages/finish.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { begin, deviceKeys, enroll, post, recovered, run, send } from './client.ts';

const claimsOf = async (world: TestBackend, assertion: string) => {
  const keys = (await (await world.fetchAs(undefined, 'GET', 'jwks.json')).json()) as JSONWebKeySet;
  const options = { audience: origin, issuer: origin, currentDate: new Date(world.clock.now) };
  return (await jwtVerify(assertion, createLocalJWKSet(keys), { ...options, algorithms: ['ES256'] })).payload;
};

describe('the whole way at n = 1024, over HTTP', () => {
  it('enrolls, recovers, authenticates, refuses a stranger; the assertions hold against jwks.json', async () => {
    const world = await createTestBackend({
      n: 1024,
      tau: 320,
      storage: await testStorage(),
      basePath: '/recognize',
    });
    const server = serve({ fetch: (request) => world.server.fetch(request), port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const overHttp = async ({ method, path, body }: HostCall) => {
      const response = await fetch(`http://127.0.0.1:${port}/recognize/${path}`, {
        method,
        headers: { 'x-person': 'ann', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return response.json();
    };
    try {
      const token =
        (ceremony: 'enroll' | 'recover' | 'authenticate', more = {}) =>
        () =>
          world.token({ recognizeId: 'ann', ceremony, ...more });
      const face = drawnFace(1);
      const browser = createTestBrowser(world, 'ann', face, { host: overHttp });
      const enrolled = await enrollCeremony(browser.context, {
        type: 'BACKUP',
        authorization: token('enroll'),
      });
      const recovering = (of: () => Float32Array) =>
        recover(createTestBrowser(world, 'ann', of, { host: overHttp, store: browser.store }).context, {
          recognizeId: 'ann',
          clientState: enrolled.clientState!,
          authorization: token('recover', { operation: 'op-7' }),
        });
      expect(await errorCodeOf(recovering(drawnFace(2)))).toBe('ceremony/not-recognized');
      const bound = await recovering(face);
      const login = await authenticate(browser.context, {
        recognizeId: 'ann',
        challenge: 'c-1',
        authorization: token('authenticate', { challenge: 'c-1' }),
      });
      const response = await fetch(`http://127.0.0.1:${port}/recognize/jwks.json`);
      const jwks = createLocalJWKSet((await response.json()) as JSONWebKeySet);
      const claims = async (assertion: string) =>
        (await jwtVerify(assertion, jwks, { audience: origin, issuer: origin, algorithms: ['ES256'] }))
          .payload;
      expect(await claims(enrolled.assertion)).toMatchObject({
        sub: 'ann',
        ceremony: 'enroll',
        device_id: enrolled.deviceId,
        amr: ['face'],
      });
      const { deviceId, keyThumbprint: jkt } = bound.device;
      const device = { sub: 'ann', device_id: deviceId, amr: ['face', 'pop'], cnf: { jkt } };
      expect(await claims(bound.assertion)).toMatchObject({
        ...device,
        ceremony: 'recover',
        operation: 'op-7',
      });
      expect(await claims(login.assertion)).toMatchObject({
        ...device,
        ceremony: 'authenticate',
        nonce: 'c-1',
      });
    } finally {
      server.close();
      await world.close();
    }
  });
});

describe('n = 256', () => {
  let world: TestBackend;
  beforeAll(async () => {
    world = await createTestBackend({ storage: await testStorage() });
  });
  afterAll(() => world.close());

  it('one client state recovers three browsers, each with its own pair; removing one leaves the others', async () => {
    const face = drawnFace(1);
    const enrolled = await enroll(world, 'ann', face());
    const browsers: Awaited<ReturnType<typeof recovered>>[] = [];
    for (let i = 0; i < 3; i++) browsers.push(await recovered(world, enrolled, face()));
    const shares = [enrolled.client, ...browsers.map(({ share }) => share)].map(({ shareId }) =>
      String(shareId),
    );
    expect(new Set(shares).size).toBe(4);
    const path = `people/ann/devices/${browsers[1]!.deviceId}`;
    expect((await world.fetchAs('ann', 'DELETE', path)).status).toBe(200);
    const login = ({ keys, share: client }: (typeof browsers)[number]) =>
      run(world, { recognizeId: 'ann', ceremony: 'authenticate', client, keys }, face());
    expect((await login(browsers[0]!)).finishResponse.recognized).toBe(true);
    expect(await errorCodeOf(login(browsers[1]!))).toBe('client-state/revoked');
    expect((await login(browsers[2]!)).finishResponse.recognized).toBe(true);
    await recovered(world, enrolled, face());
  });

  it('answers yes and no with the same status, headers and number of bytes', async () => {
    const [face, stranger] = [drawnFace(2), drawnFace(3)];
    const { client } = await enroll(world, 'bea', face());
    const answers = [];
    for (const look of [face(), stranger()]) {
      const begun = await begin(world, {
        recognizeId: 'bea',
        ceremony: 'recover',
        client,
        keys: await deviceKeys(),
      });
      const evaluateResponse = await send(world, 'bea', await begun.second(begun.evaluateRequest(look)));
      const { finishRequest } = await begun.session.createFinishRequest(evaluateResponse, begun.sign);
      const third = await begun.third(finishRequest);
      const response = await world.fetchAs('bea', 'POST', third.path, third.message);
      answers.push({ status: response.status, headers: [...response.headers], text: await response.text() });
    }
    const [yes, no] = answers;
    expect([yes!.status, yes!.headers]).toEqual([no!.status, no!.headers]);
    expect(yes!.text).toHaveLength(no!.text.length);
    const bytes = Buffer.from(JSON.parse(yes!.text).body, 'base64url').length;
    expect(bytes).toBe(finishResponseLength + responseOverhead);
    const devices = await world.storage.query(
      "select type from recognize_devices where recognize_id = 'bea'",
    );
    expect(devices).toHaveLength(2);
  });

  it('answers BeginResponse and EvaluateResponse with one length for every run', async () => {
    const face = drawnFace(4);
    const { client } = await enroll(world, 'cem', face());
    const lengths = new Set<number>();
    for (const look of [face(), drawnFace(5)()]) {
      const begun = await begin(world, {
        recognizeId: 'cem',
        ceremony: 'recover',
        client,
        keys: await deviceKeys(),
      });
      const second = await begun.second(begun.evaluateRequest(look));
      lengths.add((await post(world, 'cem', second.path, second.message)).body!.length);
    }
    expect(lengths.size).toBe(1);
  });

  it('binds with the token that an enrollment hands out, once', async () => {
    const face = drawnFace(6);
    const { e2, client, recognizeId } = await enroll(world, 'dov', face(), { claims: { activate: true } });
    const options = { recognizeId, ceremony: 'recover', client, token: e2.activationToken } as const;
    const bound = await run(world, { ...options, keys: await deviceKeys() }, face());
    expect(await claimsOf(world, (bound.finishResponse as { assertion: string }).assertion)).toMatchObject({
      sub: 'dov',
    });
    const again = run(world, { ...options, keys: await deviceKeys() }, face());
    expect(await errorCodeOf(again)).toBe('server/unauthorized');
    expect((await enroll(world, 'dov', face())).e2.activationToken).toBe('');
  });

  it('a wrong signature, a wrong s, a random proof: no, whatever the face', async () => {
    const face = drawnFace(7);
    const { client, recognizeId } = await enroll(world, 'eli', face());
    for (const at of [0, 40, 70]) {
      const keys = await deviceKeys();
      const begun = await begin(world, { recognizeId, ceremony: 'recover', client, keys });
      const evaluateResponse = await send(
        world,
        recognizeId,
        await begun.second(begun.evaluateRequest(face())),
      );
      const { finishRequest } = await begun.session.createFinishRequest(evaluateResponse, begun.sign);
      finishRequest[at]! ^= 1;
      const finishResponse = await send(world, recognizeId, await begun.third(finishRequest));
      expect(finishResponse.every((byte) => byte === 0)).toBe(true);
      world.clock.now += 700_000;
    }
    expect(
      await world.storage.query("select * from recognize_devices where recognize_id = 'eli'"),
    ).toHaveLength(1);
  });
});
