import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import type { PhoneHandoff } from '../../../src/ceremonies/phone-handoff.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { EnrollResult, HostCall, RecoverResult } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { HandoffDetail } from '../../../src/events.ts';
import { parseAssertion } from '../../../src/wire/assertion.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { linkKeyOf } from '../../../src/wire/handoff.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import type { TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type TestBrowser } from '../../support/test-browser.ts';
import { createHandoffBackend, otherCode } from '../server/handoffs/support.ts';
import { connection, phoneFor, startDesktop } from './handoff.support.ts';

const face = syntheticFace(1);
const { signal } = new AbortController();
let backend: TestBackend;
let clientState: string;
/** The phone, which the first test binds. */
let phoneBrowser: TestBrowser;
beforeAll(async () => {
  backend = await createHandoffBackend(await testStorage());
  const browser = createTestBrowser(backend, 'ann desk', face);
  const authorization = await token('enroll');
  ({ clientState = '' } = await enroll(browser.context, { type: 'BACKUP', authorization }));
  phoneBrowser = createTestBrowser(backend, 'nobody', face);
});
afterAll(() => backend.close());
beforeEach(() => {
  backend.clock.now += 700_000;
});

const token = (ceremony: 'enroll' | 'recover' | 'authenticate', claims = {}) =>
  backend.token({ recognizeId: 'ann', ceremony, liveness: 'off', ...claims });
const claimsOf = (assertion: string) =>
  parseAssertion(JSON.parse(Buffer.from(assertion.split('.')[1]!, 'base64url').toString()));

const recovery = async () =>
  ({
    ceremony: 'recover',
    input: { recognizeId: 'ann', clientState, authorization: await token('recover') },
  }) as const;

async function takeOver(phone: PhoneHandoff, { code }: HandoffDetail) {
  const taken = await phone.take(code, signal);
  if (!taken.accepted) throw new Error('wrong code');
  return { ...taken.settings, authorization: () => phone.authorize(signal) };
}

const contextOf = (phone: PhoneHandoff, browser = phoneBrowser) => ({
  ...browser.context,
  host: phone.connection,
});

describe('a recovery', () => {
  it('binds the phone, and ends on the desktop with the device of the phone and its assertion', async () => {
    const desktop = await startDesktop(backend, 'ann desk', await recovery());
    const phone = phoneFor(backend, desktop.detail);
    expect(await phone.open(signal)).toMatchObject({ browser: 'Firefox', system: 'Windows', triesLeft: 3 });
    const input = await takeOver(phone, desktop.detail);
    const onPhone = await recover(contextOf(phone), { ...input, clientState: input.clientState! });
    const onDesktop = (await desktop.result) as RecoverResult;
    expect(onDesktop).toMatchObject({
      recognizeId: 'ann',
      device: { deviceId: onPhone.device.deviceId, type: 'SDK' },
      assertion: onPhone.assertion,
    });
    expect(claimsOf(onDesktop.assertion)).toMatchObject({ ceremony: 'recover', handoff: desktop.detail.id });
    expect(desktop.details.map(({ state }) => state).at(-1)).toBe('done');
    expect(await errorCodeOf(phoneFor(backend, desktop.detail).open(signal))).toBe('handoff/used');
  });

  it('can be tried again on the phone, which was offline in the middle', async () => {
    const desktop = await startDesktop(backend, 'ann desk', await recovery());
    const phone = phoneFor(backend, desktop.detail);
    const input = await takeOver(phone, desktop.detail);
    const run = { ...input, clientState: input.clientState! };
    const offline = {
      ...contextOf(phone),
      host: async (call: HostCall) => {
        if (call.operation === 'evaluate') throw new RecognizeError('security/wrong-clock');
        return phone.connection(call, signal);
      },
    };
    expect(await errorCodeOf(recover(offline, run))).toBe('security/wrong-clock');
    const { assertion } = await recover(contextOf(phone), run);
    expect(await desktop.result).toMatchObject({ assertion });
  });

  it('[T118] binds nothing when the desktop has cancelled during the capture', async () => {
    const desktop = await startDesktop(backend, 'ann desk', await recovery());
    const phone = phoneFor(backend, desktop.detail);
    const input = await takeOver(phone, desktop.detail);
    const before = await backend.storage.query('select device_id from recognize_devices');
    const capture: typeof phoneBrowser.context.capture = async (request) => {
      desktop.abort.abort();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return phoneBrowser.context.capture(request);
    };
    const context = { ...contextOf(phone), capture };
    const run = recover(context, { ...input, clientState: input.clientState! });
    expect(await errorCodeOf(run)).toBe('handoff/cancelled');
    expect(await errorCodeOf(desktop.result)).toBe('ceremony/aborted');
    expect(await backend.storage.query('select device_id from recognize_devices')).toEqual(before);
  });

  it('ends on the desktop with handoff/cancelled after three wrong codes', async () => {
    const desktop = await startDesktop(backend, 'ann desk', await recovery());
    const phone = phoneFor(backend, desktop.detail);
    const wrong = otherCode(desktop.detail.code);
    expect(await phone.take(wrong, signal)).toEqual({ accepted: false, triesLeft: 2 });
    expect(await phone.take(wrong, signal)).toEqual({ accepted: false, triesLeft: 1 });
    expect(await errorCodeOf(phone.take(wrong, signal))).toBe('handoff/cancelled');
    expect(await errorCodeOf(desktop.result)).toBe('handoff/cancelled');
  });

  it('ends on the desktop with handoff/expired, also when it was offline for a while', async () => {
    let lost = 1;
    const host = connection(backend, 'ann desk');
    const desktop = await startDesktop(backend, 'ann desk', await recovery(), (call, abortSignal) => {
      if (call.operation === 'poll-handoff' && lost-- > 0) throw new RecognizeError('host/offline');
      return host(call, abortSignal);
    });
    backend.clock.now += 300_000;
    expect(await errorCodeOf(desktop.result)).toBe('handoff/expired');
    expect(desktop.details.map(({ state }) => state)).toEqual(['waiting', 'expired']);
  });
});

describe('an enrollment', () => {
  it.each([
    ['BACKUP', false],
    ['TEMPORARY', true],
  ] as const)('of type %s ends on the desktop with the result of the phone', async (type, activate) => {
    const authorization = await token('enroll', { activate });
    const handedOff = { ceremony: 'enroll', input: { type, activate, authorization } } as const;
    const desktop = await startDesktop(backend, 'ann desk', handedOff);
    const phone = phoneFor(backend, desktop.detail);
    const input = await takeOver(phone, desktop.detail);
    expect(input).toMatchObject({ recognizeId: 'ann', type, activate });
    const browser = createTestBrowser(backend, 'nobody', face);
    const result = await enroll(contextOf(phone, browser), { ...input, type });
    await phone.deliver(result, true, signal);
    const onDesktop = (await desktop.result) as EnrollResult;
    expect(onDesktop).toEqual({ ...result, handoff: desktop.detail.id });
    expect(onDesktop.clientState === undefined).toBe(activate);
    expect(claimsOf(onDesktop.assertion)).toMatchObject({
      ceremony: activate ? 'recover' : 'enroll',
      handoff: desktop.detail.id,
    });
    expect(await errorCodeOf(phone.authorize(signal))).toBe('handoff/used');
  });
});

it('an authentication ends on the desktop with the assertion of the bound phone', async () => {
  const challenge = 'challenge-1';
  const authorization = await token('authenticate', { challenge });
  const input = { recognizeId: 'ann', challenge, authorization };
  const desktop = await startDesktop(backend, 'ann desk', { ceremony: 'authenticate', input });
  const phone = phoneFor(backend, desktop.detail);
  const { assertion } = await authenticate(contextOf(phone), await takeOver(phone, desktop.detail));
  expect(await desktop.result).toEqual({ assertion, handoff: desktop.detail.id });
  expect(claimsOf(assertion)).toMatchObject({ nonce: challenge, handoff: desktop.detail.id });
});

it('[T116] a phone can do nothing but what was handed off to it, and a session cannot use its authorization', async () => {
  const desktop = await startDesktop(backend, 'ann desk', await recovery());
  const phone = phoneFor(backend, desktop.detail);
  const input = await takeOver(phone, desktop.detail);
  const context = contextOf(phone);
  const run = { ...input, clientState: input.clientState! };
  // Another ceremony, another user, an authorization of the host, and the authorization in a session.
  const enrollment = { type: 'BACKUP', authorization: await token('enroll') } as const;
  expect(await errorCodeOf(enroll(context, enrollment))).toBe('server/forbidden');
  const bob = await backend.token({ recognizeId: 'bob', ceremony: 'enroll', liveness: 'off' });
  const ofBob = { type: 'BACKUP', authorization: bob } as const;
  expect(await errorCodeOf(enroll(context, ofBob))).toBe('server/forbidden');
  const ofHost = { ...run, authorization: await token('recover') };
  expect(await errorCodeOf(recover(context, ofHost))).toBe('server/forbidden');
  const inSession = createTestBrowser(backend, 'ann desk', face);
  expect(await errorCodeOf(recover(inSession.context, run))).toBe('server/forbidden');
  // The list of devices and the removal of one have no session.
  const list = { ceremony: 'devices', operation: 'list-devices', method: 'GET' } as const;
  await expect(async () =>
    phone.connection({ ...list, path: 'people/ann/devices' }, signal),
  ).rejects.toMatchObject({ code: 'server/forbidden' });
  desktop.abort.abort();
});

it('[T117] neither the server nor its database gets the secret of the link, the keys as they are, or the client state', async () => {
  const desktop = await startDesktop(backend, 'ann desk', await recovery());
  const calls: HostCall[] = [];
  const phone = phoneFor(backend, desktop.detail, calls);
  await phone.open(signal);
  await takeOver(phone, desktop.detail);
  const rows = JSON.stringify(
    await backend.storage.query('select * from recognize_handoffs'),
    (_name, value) => (value instanceof Uint8Array ? toBase64url(value) : value),
  );
  const secret = toBase64url(phone.link.secret);
  const linkKey = toBase64url(linkKeyOf(phone.link.secret));
  const sent = JSON.stringify([...desktop.calls, ...calls]);
  expect(rows).toContain(desktop.detail.id);
  expect(sent).toContain(linkKey);
  for (const hidden of [secret, linkKey, clientState]) expect(rows).not.toContain(hidden);
  for (const hidden of [secret, clientState]) expect(sent).not.toContain(hidden);
  expect(JSON.stringify(desktop.calls)).not.toContain(linkKey);
  expect(desktop.detail.url).not.toMatch(new RegExp(`[^\\w-]${desktop.detail.code}$`));
  desktop.abort.abort();
});
