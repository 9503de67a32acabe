import type { Configuration } from 'recognize-elements/server';
import {
  authorizeInAdvance,
  type FailureCase,
  withAttributes,
  withScript,
} from '../support/failure-cases.ts';
import { type Fixture, startRecovery } from '../support/fixture.ts';

async function offline({ ada, clientState }: Fixture) {
  await ada.place({
    tag: 'recognize-recover',
    clientState,
    reuse: true,
    beforeRun: authorizeInAdvance,
  });
  await ada.context.setOffline(true);
  await ada.start();
  await ada.runEnd();
  await ada.context.setOffline(false);
  return ada;
}

async function tooLate(fixture: Fixture) {
  const neverRespond = () => {
    hostPage.handleRequest = (event) => event.respondWith(new Promise(() => {}));
  };
  const tab = await fixture.adaFakeClock.openTab();
  const visitor = await startRecovery(tab, fixture, { beforeRun: neverRespond });
  await visitor.waitForEvent('request');
  // Every timer fires at its time. A jump of the clock would be taken for sleep of the device.
  await visitor.page.clock.runFor(31_000);
  return visitor;
}

/**
 * Runs in the page: replaces the signing key of the configuration, and signs the real envelope key with the new one. The client can detect
 * that only when the assertion arrives.
 */
function replaceSigningKey(): void {
  const toBase64url = (bytes: ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const fromBase64url = (value: string) =>
    Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const forward = hostPage.forwardTo('/api');
  const forgedConfiguration = async (event: Parameters<typeof forward>[0]) => {
    const configuration = (await hostPage.send(event.detail)) as Configuration;
    const { privateKey, publicKey } = await keys;
    const expires = new DataView(new ArrayBuffer(8));
    expires.setBigUint64(0, BigInt(configuration.envelopeKeyExpires));
    const statement = new Blob([
      'recognize/envelope-key/v1',
      expires.buffer.slice(2),
      fromBase64url(configuration.envelopeKey),
    ]);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, privateKey, await statement.arrayBuffer());
    const rawKey = await crypto.subtle.exportKey('raw', publicKey);
    return {
      ...configuration,
      signingKey: toBase64url(rawKey.slice(1)),
      envelopeKeySignature: toBase64url(signature),
    };
  };
  hostPage.handleRequest = (event) =>
    event.detail.operation === 'configuration'
      ? event.respondWith(forgedConfiguration(event))
      : forward(event);
}

/** Faults of the page that carries requests to the backend module. */
export const hostResponseFailures: readonly FailureCase[] = [
  [
    'host/no-response',
    'the page does not respond',
    withScript(() => {
      hostPage.handleRequest = () => {};
    }),
  ],
  ['host/no-response', 'the response takes too long', tooLate],
  ['host/offline', 'the network is down', offline],
  [
    'host/rejected',
    'the response is a rejected promise',
    withScript(() => {
      hostPage.handleRequest = (event) => event.respondWith(Promise.reject(new TypeError('no session')));
    }),
  ],
  [
    'host/rejected',
    'the authorization is a rejected promise',
    withScript(() => {
      const authorization = () => Promise.reject(new Error('signed out'));
      Object.assign(document.querySelector('recognize-recover')!, { authorization });
    }),
  ],
  [
    'host/bad-response',
    'a string',
    withScript(() => {
      hostPage.handleRequest = (event) => event.respondWith('yes');
    }),
  ],
  [
    'host/bad-response',
    'an object with a field of the wrong type',
    withScript(() => {
      hostPage.handleRequest = (event) => event.respondWith({ version: 1, signingKey: 7 });
    }),
  ],
  ['host/bad-response', 'a script', withScript(`hostPage.handleRequest = hostPage.forwardTo('/page.js?')`)],
  [
    'security/matcher-key-mismatch',
    'the page pins another key',
    withAttributes({ 'matcher-key': 'A'.repeat(86) }),
  ],
  [
    'security/envelope-invalid',
    'a sealed response was replaced',
    withScript(() => {
      const forward = hostPage.forwardTo('/api');
      hostPage.handleRequest = (event) => {
        if (event.detail.operation !== 'begin') return forward(event);
        event.respondWith({ body: 'A'.repeat(400) });
      };
    }),
  ],
  [
    'security/assertion-invalid',
    'the signing key was replaced, and the page pins no key',
    withScript(replaceSigningKey),
  ],
  [
    'ceremony/session-unknown',
    'the ceremony ID in a path was replaced',
    withScript(() => {
      hostPage.handleRequest = hostPage.forwardChanged('evaluate', (request) => ({
        ...request,
        path: request.path.replace(/\/.{43}\//, `/${'A'.repeat(43)}/`),
      }));
    }),
  ],
  [
    'ceremony/session-spent',
    'a request is sent twice with different bodies',
    withScript(() => {
      hostPage.handleRequest = hostPage.forwardChanged('evaluate', async (request) => {
        await hostPage.send(request);
        const { body } = request.body;
        const changed = (body[0] === 'A' ? 'B' : 'A') + body.slice(1);
        return { ...request, body: { ...request.body, body: changed } };
      });
    }),
  ],
  [
    'server/bad-request',
    'a field of a request was removed',
    withScript(() => {
      hostPage.handleRequest = hostPage.forwardChanged('begin', (request) => {
        const { recognizeId: _removed, ...body } = request.body;
        return { ...request, body };
      });
    }),
  ],
];
