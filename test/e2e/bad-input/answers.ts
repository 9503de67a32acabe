import { expect } from 'vitest';
import type { Configuration } from '../../../src/wire/configuration.ts';
import { forgetAttempts } from '../support/attempts.ts';
import {
  given,
  meddled,
  permitted,
  type Row,
  recover,
  recoverAt,
  type Setting,
  started,
} from '../support/setting.ts';

async function offline(setting: Setting) {
  const { ada, kept } = setting;
  await ada.place({ tag: 'recognize-recover', clientState: kept, again: true, meddle: permitted });
  await ada.context.setOffline(true);
  await ada.start();
  await ada.ended();
  await ada.context.setOffline(false);
  return ada;
}

async function late(setting: Setting) {
  const meddle = () => {
    page.answer = (event) => event.respondWith(new Promise(() => {}));
  };
  const visitor = await recoverAt(await setting.hurried.tab(), setting, { meddle });
  await visitor.page.waitForFunction(() => page.events.some(({ type }) => type === 'request'));
  await visitor.page.clock.fastForward(31_000);
  return visitor;
}

/** The real envelope key, vouched for by another signing key: nobody notices before the assertion comes. */
function signedAnew(): void {
  const base64url = (bytes: ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const binary = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const forward = page.forwardTo('/api');
  const forged = async (event: Parameters<typeof forward>[0]) => {
    const configuration = (await page.send(event.detail)) as Configuration;
    const { privateKey, publicKey } = await keys;
    const expires = new DataView(new ArrayBuffer(8));
    expires.setBigUint64(0, BigInt(configuration.envelopeKeyExpires));
    const statement = new Blob([
      'recognize/envelope-key/v1',
      expires.buffer.slice(2),
      binary(configuration.envelopeKey),
    ]);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(how, privateKey, await statement.arrayBuffer());
    const raw = await crypto.subtle.exportKey('raw', publicKey);
    return {
      ...configuration,
      signingKey: base64url(raw.slice(1)),
      envelopeKeySignature: base64url(signature),
    };
  };
  page.answer = (event) =>
    event.detail.operation === 'configuration' ? event.respondWith(forged(event)) : forward(event);
}

/** What the page answers a request with, or does to it. */
export const answers: readonly Row[] = [
  [
    'host/no-response',
    'nobody listens',
    meddled(() => {
      page.answer = () => {};
    }),
  ],
  ['host/no-response', 'it comes too late', late],
  ['host/offline', 'there is no network', offline],
  [
    'host/rejected',
    'it is rejected',
    meddled(() => {
      page.answer = (event) => event.respondWith(Promise.reject(new TypeError('no session')));
    }),
  ],
  [
    'host/rejected',
    'no permission can be had',
    meddled(() => {
      const authorization = () => Promise.reject(new Error('signed out'));
      Object.assign(document.querySelector('recognize-recover')!, { authorization });
    }),
  ],
  [
    'server/unauthorized',
    'no permission is given',
    meddled(() => {
      Object.assign(document.querySelector('recognize-recover')!, { authorization: undefined });
    }),
  ],
  [
    'server/forbidden',
    'the permission is for something else',
    meddled(() => {
      const authorization = page.authorization('enroll');
      Object.assign(document.querySelector('recognize-recover')!, { authorization });
    }),
  ],
  [
    'host/bad-response',
    'it is a text',
    meddled(() => {
      page.answer = (event) => event.respondWith('yes');
    }),
  ],
  [
    'host/bad-response',
    'it is of another kind',
    meddled(() => {
      page.answer = (event) => event.respondWith({ version: 1, signingKey: 7 });
    }),
  ],
  ['host/bad-response', 'it is a script', meddled(`page.answer = page.forwardTo('/page.js?')`)],
  ['server/unavailable', 'it comes from a proxy', meddled(`page.answer = page.forwardTo('/down')`)],
  ['server/not-found', 'the backend is elsewhere', meddled(`page.answer = page.forwardTo('/api/nowhere')`)],
  [
    'security/matcher-key-mismatch',
    'the backend is not the one that the page pins',
    given({ 'matcher-key': 'A'.repeat(86) }),
  ],
  [
    'security/envelope-invalid',
    'somebody changed what is sealed',
    meddled(() => {
      const forward = page.forwardTo('/api');
      page.answer = (event) => {
        if (event.detail.operation !== 'begin') return forward(event);
        event.respondWith({ body: 'A'.repeat(400) });
      };
    }),
  ],
  [
    'security/assertion-invalid',
    'on a page that pins nothing, somebody in between signs the keys anew',
    meddled(signedAnew),
  ],
  [
    'ceremony/session-unknown',
    'the host mixes up runs',
    meddled(() => {
      page.answer = page.changing('evaluate', (request) => ({
        ...request,
        path: request.path.replace(/\/.{43}\//, `/${'A'.repeat(43)}/`),
      }));
    }),
  ],
  [
    'ceremony/session-spent',
    'the host sends a request twice, and not the same',
    meddled(() => {
      page.answer = page.changing('evaluate', async (request) => {
        await page.send(request);
        const { body } = request.body;
        // One letter is another one.
        return { ...request, body: { ...request.body, body: (body[0] === 'A' ? 'B' : 'A') + body.slice(1) } };
      });
    }),
  ],
];

const by = (backend: string) => meddled(`page.answer = page.forwardTo('/${backend}')`);

async function signedOut({ ada, kept }: Setting) {
  await ada.place({ tag: 'recognize-recover', clientState: kept, again: true, meddle: permitted });
  await ada.context.clearCookies({ name: 'person' });
  await ada.start();
  await ada.ended();
  await ada.signIn();
  return ada;
}

async function allowedLess(setting: Setting) {
  const { ada, host } = setting;
  await ada.context.addCookies([{ name: 'allow', value: 'enroll', url: host.origin }]);
  await recover()(setting);
  await ada.ended();
  await ada.context.clearCookies({ name: 'allow' });
  return ada;
}

/** In a browser whose chance always gives the same, the second share id is the first. */
async function withoutChance({ ada }: Setting) {
  const placed = { tag: 'recognize-enroll', attributes: { 'assets-base': '/broken/no-chance' } } as const;
  expect((await ada.run(placed)).type).toBe('complete');
  return started(ada, placed);
}

/** What the backend says. */
export const refusals: readonly Row[] = [
  ['server/unauthorized', 'the first factor has run out', signedOut],
  ['server/forbidden', 'the first factor does not allow it', allowedLess],
  ['server/too-many', 'too many runs are under way', by('crowded')],
  ['server/device-limit', 'there are too many devices', by('full')],
  ['ceremony/already-enrolled', 'the same enrollment came before', withoutChance],
  ['ceremony/session-expired', 'the run took too long', by('short')],
  ['ceremony/not-recognized', 'another person looks into the camera', given({ camera: 'simulated:bruno' })],
];

/** Locks Ada out. */
export const guessing: readonly Row[] = [
  [
    'ceremony/locked',
    'too many attempts',
    async (setting) => {
      const meddle = `page.answer = page.forwardTo('/strict')`;
      await forgetAttempts(setting.ada);
      const missed = await recover({ attributes: { camera: 'simulated:bruno' }, meddle })(setting);
      expect((await missed.ended()).error?.code).toBe('ceremony/not-recognized');
      const locked = await recover({ meddle })(setting);
      expect((await locked.ended()).type).toBe('error');
      await locked.page.getByText(/You can try again in \d+:\d\d\./).waitFor();
      return locked;
    },
  ],
];
