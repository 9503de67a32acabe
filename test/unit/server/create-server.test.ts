import { serve } from '@hono/node-server';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { HostCall } from '../../../src/ceremonies/types.ts';
import { LocalClientProtocol } from '../../../src/matching/client-protocol.ts';
import type { Ceremony } from '../../../src/server/index.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, origin } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { enroll as enrollByMessages } from './support.ts';

it('enrolls, recovers, authenticates and rejects another face at 1,024 bits over HTTP', async () => {
  const backend = await createTestBackend({
    n: 1024,
    tau: 320,
    storage: await testStorage(),
    basePath: '/recognize',
  });
  const server = serve({ fetch: (request) => backend.server.fetch(request), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const baseUrl = `http://127.0.0.1:${port}/recognize`;
  const host = async ({ method, path, body }: HostCall) => {
    const response = await fetch(`${baseUrl}/${path}`, {
      method,
      headers: { 'x-user': 'ann', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const authorization =
    (ceremony: Ceremony, claims = {}) =>
    () =>
      backend.token({ recognizeId: 'ann', ceremony, ...claims });
  try {
    const face = syntheticFace(1);
    const browser = createTestBrowser(backend, 'ann', face, { host });
    const enrolled = await enroll(browser.context, {
      type: 'BACKUP',
      authorization: authorization('enroll'),
    });
    const recoverWith = (visibleFace: () => Float32Array) =>
      recover(createTestBrowser(backend, 'ann', visibleFace, { host, store: browser.store }).context, {
        recognizeId: 'ann',
        clientState: enrolled.clientState!,
        authorization: authorization('recover', { operation: 'op-7' }),
      });
    expect(await errorCodeOf(recoverWith(syntheticFace(2)))).toBe('ceremony/not-recognized');
    const bound = await recoverWith(face);
    const authenticated = await authenticate(browser.context, {
      recognizeId: 'ann',
      challenge: 'c-1',
      authorization: authorization('authenticate', { challenge: 'c-1' }),
    });

    const jwks = (await (await fetch(`${baseUrl}/jwks.json`)).json()) as JSONWebKeySet;
    const verify = async (assertion: string) =>
      (
        await jwtVerify(assertion, createLocalJWKSet(jwks), {
          audience: origin,
          issuer: origin,
          algorithms: ['ES256'],
        })
      ).payload;
    expect(await verify(enrolled.assertion)).toMatchObject({
      sub: 'ann',
      ceremony: 'enroll',
      device_id: enrolled.deviceId,
      amr: ['face'],
    });
    const { deviceId, keyThumbprint: jkt } = bound.device;
    const claims = { sub: 'ann', device_id: deviceId, amr: ['face', 'pop'], cnf: { jkt } };
    expect(await verify(bound.assertion)).toMatchObject({
      ...claims,
      ceremony: 'recover',
      operation: 'op-7',
    });
    expect(await verify(authenticated.assertion)).toMatchObject({
      ...claims,
      ceremony: 'authenticate',
      nonce: 'c-1',
    });
  } finally {
    server.close();
    await backend.close();
  }
});

it('gives the browser client shares of the same length as the support code of the server tests', async () => {
  const backend = await createTestBackend({ storage: await testStorage() });
  const face = syntheticFace(1);
  const protocol = new LocalClientProtocol();
  const center = new Float32Array(256);
  const { client } = await protocol.enroll(face(), { modelId: backend.modelId, n: 256, center });
  const { clientShare } = await enrollByMessages(backend, 'ann', face());
  expect(client.share).toHaveLength(clientShare.share.length);
  await backend.close();
});
