import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDevices, removeDevice } from '../../../src/ceremonies/devices.ts';
import type { JsonObject, JsonValue } from '../../../src/wire/json.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type Intercept } from '../../support/test-browser.ts';
import { authenticateIn, crashPageAt, enrollUser, recoverIn } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

const face = syntheticFace(3);
let users = 0;

/** A bound browser whose answers a test can replace later. */
async function boundBrowser() {
  const user = `user-${users++}`;
  const { clientState } = await enrollUser(backend, user, face);
  let intercept: Intercept = (_call, send) => send();
  const browser = createTestBrowser(backend, user, face, {
    intercept: (call, send) => intercept(call, send),
  });
  const { device } = await recoverIn(browser, backend, user, clientState);
  const answer = (answers: Record<string, JsonValue>) => {
    intercept = async (call, send) => answers[call.operation] ?? send();
  };
  const removeElsewhere = () =>
    removeDevice(createTestBrowser(backend, user, face).context, user, device.deviceId);
  return { user, browser, device, clientState, answer, removeElsewhere };
}

const notFound = { error: { code: 'server/not-found' } };
const revoked = { error: { code: 'client-state/revoked' } };

/** Answers that contain no signature of the matcher for this request. */
async function forgeries(user: string): Promise<[string, Record<string, JsonValue>][]> {
  const path = `people/${user}/devices?nonce=${'A'.repeat(43)}`;
  const signed = (await (await backend.fetchAs(user, 'GET', path)).json()) as JsonObject;
  const { signature, signingKey } = signed as Record<string, string>;
  return [
    ['an empty list', { 'list-devices': { devices: [] } }],
    ['an empty list and not found', { 'list-devices': { devices: [] }, 'check-device': notFound }],
    [
      'an empty list with a signature of another list',
      { 'list-devices': { devices: [], signature, signingKey } },
    ],
    ['a signature that is none', { 'list-devices': { devices: [], signature: '!', signingKey } }],
    ['revoked', { begin: revoked }],
    [
      'revoked with a signature of another statement',
      {
        begin: { error: { ...revoked.error, revocation: signature } },
      },
    ],
  ];
}

describe('the record of a browser whose device exists', () => {
  it('[T85] stays whatever is answered without the signature of the matcher, however often', async () => {
    const { user, browser, answer } = await boundBrowser();
    for (const [name, answers] of await forgeries(user)) {
      answer(answers);
      for (let i = 0; i < 2; i++) await errorCodeOf(listDevices(browser.context, user));
      await errorCodeOf(authenticateIn(browser, backend, user));
      expect([name, (await browser.store.read(user)) !== undefined]).toEqual([name, true]);
    }
    answer({});
    await authenticateIn(browser, backend, user);
  });

  it('stays when its removal is answered with "not found" that the matcher does not confirm', async () => {
    const { user, browser, device, answer } = await boundBrowser();
    answer({ 'remove-device': notFound });
    expect(await errorCodeOf(removeDevice(browser.context, user, device.deviceId))).toBe('server/not-found');
    expect(await browser.store.read(user)).toBeDefined();
  });

  it('stays when its share is unknown to the matcher', async () => {
    const { user, browser } = await boundBrowser();
    await backend.storage.query('delete from recognize_shares where device_id = $1', [
      (await browser.store.read(user))!.device.deviceId,
    ]);
    expect(await errorCodeOf(authenticateIn(browser, backend, user))).toBe('client-state/revoked');
    expect(await browser.store.read(user)).toBeDefined();
  });
});

describe('the record of a browser whose device was removed', () => {
  it.each(['with', 'without'])('is removed by a signed list %s a pinned key', async (pinned) => {
    const { user, browser, removeElsewhere } = await boundBrowser();
    await removeElsewhere();
    const { signingKey } = await backend.server.configuration();
    const matcherKey = pinned === 'with' ? { matcherKey: signingKey } : {};
    await listDevices({ ...browser.context, ...matcherKey }, user);
    expect(await browser.store.read(user)).toBeUndefined();
  });

  it('stays when the list is signed by another key than the pinned one', async () => {
    const { user, browser, removeElsewhere } = await boundBrowser();
    await removeElsewhere();
    const { envelopeKey } = await backend.server.configuration();
    await listDevices({ ...browser.context, matcherKey: envelopeKey }, user);
    expect(await browser.store.read(user)).toBeDefined();
  });

  it('is removed by the signed refusal of an authentication when the list is not allowed', async () => {
    const { user, browser, answer, removeElsewhere } = await boundBrowser();
    await removeElsewhere();
    const forbidden = { error: { code: 'server/forbidden' } };
    answer({ 'check-device': forbidden, 'list-devices': forbidden });
    expect(await errorCodeOf(authenticateIn(browser, backend, user))).toBe('client-state/revoked');
    expect(await browser.store.read(user)).toBeUndefined();
  });
});

it('a pending recovery that has succeeded stays when a list without it is not signed', async () => {
  const user = `user-${users++}`;
  const { clientState } = await enrollUser(backend, user, face);
  const crashed = createTestBrowser(backend, user, face, { intercept: crashPageAt('finish', 'after') });
  await errorCodeOf(recoverIn(crashed, backend, user, clientState));
  let answer: JsonValue | undefined = { devices: [] };
  const browser = createTestBrowser(backend, user, face, {
    store: crashed.store,
    now: () => backend.clock.now + 3_600_000,
    intercept: async (call, send) => (call.operation === 'list-devices' && answer ? answer : send()),
  });
  await listDevices(browser.context, user);
  expect(await browser.store.readPending(user)).toHaveLength(1);
  answer = undefined;
  expect((await listDevices(browser.context, user)).own).toBeDefined();
});
