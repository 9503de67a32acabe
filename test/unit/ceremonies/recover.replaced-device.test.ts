import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeviceKeys } from '../../../src/ceremonies/device-keys.ts';
import { listDevices } from '../../../src/ceremonies/devices.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import { replacementProofs } from '../../../src/ceremonies/replacement.ts';
import type { RecoverInput } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import type { Device } from '../../../src/wire/device.ts';
import type { JsonObject } from '../../../src/wire/json.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type Intercept, type TestBrowser } from '../../support/test-browser.ts';
import { authenticateIn, authorizationFor, crashPageAt, enrollIn, enrollUser, recoverIn } from './support.ts';

const deviceLimit = 3;
const face = syntheticFace(4);
const stranger = syntheticFace(5);
const chromeOnLinux = { name: 'Chrome, Linux', browser: 'Chrome', system: 'Linux' };

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ policy: { deviceLimit } });
}, 60_000);
afterAll(() => backend.close());

let users = 0;
async function newUser() {
  const user = `user-${users++}`;
  return { user, ...(await enrollUser(backend, user, face)) };
}

const openBrowser = (user: string, options: Parameters<typeof createTestBrowser>[3] = {}) =>
  createTestBrowser(backend, user, face, { description: chromeOnLinux, ...options });

const recoverWith = (
  { context }: TestBrowser,
  recognizeId: string,
  clientState: string,
  input: Partial<RecoverInput> = {},
) =>
  recover(context, {
    recognizeId,
    clientState,
    authorization: authorizationFor(backend, 'recover', recognizeId),
    ...input,
  });

async function boundDevices(user: string): Promise<readonly Device[]> {
  const { devices } = await listDevices(openBrowser(user).context, user);
  return devices.filter(({ type }) => type === 'SDK');
}

const idsOf = (devices: readonly Device[]) => devices.map(({ deviceId }) => deviceId).sort();

/** Binds new browsers until the user has as many devices as are allowed, the client state included. */
async function fillUp(user: string, clientState: string): Promise<Device[]> {
  const devices = [];
  for (let i = 1; i < deviceLimit; i++) {
    devices.push((await recoverIn(openBrowser(user), backend, user, clientState)).device);
    backend.clock.now++;
  }
  return devices;
}

describe('a browser that is bound again', () => {
  it('[T86] replaces its former device, also at the device limit, and leaves those of other browsers', async () => {
    const { user, clientState } = await newUser();
    const [other] = await fillUp(user, clientState);
    const rows = await backend.storage.query<{ device_id: string }>(
      "select device_id from recognize_devices where recognize_id = $1 and type = 'SDK' order by created",
      [user],
    );
    expect(rows).toHaveLength(deviceLimit - 1);
    const browser = openBrowser(user);
    const released = rows.at(-1)!.device_id;
    await backend.fetchAs(user, 'DELETE', `people/${user}/devices/${released}`);
    const bound = [];
    for (let i = 0; i < 3; i++) bound.push((await recoverIn(browser, backend, user, clientState)).device);
    const ids = idsOf(await boundDevices(user));
    expect(ids).toHaveLength(deviceLimit - 1);
    expect(ids).toContain(other!.deviceId);
    expect(ids).toContain(bound.at(-1)!.deviceId);
    await authenticateIn(browser, backend, user);
  });

  it('keeps its former device when the face does not match', async () => {
    const { user, clientState } = await newUser();
    const browser = openBrowser(user);
    const { device } = await recoverIn(browser, backend, user, clientState);
    const another = createTestBrowser(backend, user, stranger, { store: browser.store });
    expect(await errorCodeOf(recoverIn(another, backend, user, clientState))).toBe('ceremony/not-recognized');
    expect(idsOf(await boundDevices(user))).toEqual([device.deviceId]);
    await authenticateIn(browser, backend, user);
  });

  it('replaces the device of a recovery whose last answer was lost, when the list is not allowed', async () => {
    const { user, clientState } = await newUser();
    const crashed = openBrowser(user, { intercept: crashPageAt('finish', 'after') });
    expect(await errorCodeOf(recoverIn(crashed, backend, user, clientState))).toBe('host/rejected');
    const noList: Intercept = async (call, send) =>
      call.operation === 'list-devices' ? { error: { code: 'server/forbidden' } } : send();
    const browser = openBrowser(user, { store: crashed.store, intercept: noList });
    const { device } = await recoverIn(browser, backend, user, clientState);
    expect(idsOf(await boundDevices(user))).toEqual([device.deviceId]);
  });

  it('needs no further place for the activation of a temporary enrollment', async () => {
    const { user, clientState } = await newUser();
    for (let i = 2; i < deviceLimit; i++) await recoverIn(openBrowser(user), backend, user, clientState);
    const authorization = authorizationFor(backend, 'enroll', user, { activate: true });
    const input = { type: 'TEMPORARY', activate: true, authorization } as const;
    expect((await enrollIn(openBrowser(user), backend, user, input)).device?.type).toBe('SDK');
  });
});

describe('a proof of a former key', () => {
  /** Changes the proof of a recovery by a browser that is bound already, and returns how it ends. */
  async function recoverWithProof(change: (former: JsonObject, user: string) => Promise<unknown>) {
    const { user, clientState } = await newUser();
    const browser = openBrowser(user);
    const { device } = await recoverIn(browser, backend, user, clientState);
    const intercept: Intercept = async (call, send) => {
      if (call.operation !== 'begin') return send();
      const body = {
        ...call.body,
        former: (await change(call.body!.former as JsonObject, user)) as JsonObject,
      };
      return (await backend.fetchAs(user, 'POST', call.path, body)).json();
    };
    const changed = openBrowser(user, { store: browser.store, intercept });
    const code = await errorCodeOf(recoverIn(changed, backend, user, clientState));
    return { code, former: device.deviceId, ids: idsOf(await boundDevices(user)) };
  }

  it('[T87] is refused with another signature, and removes nothing for the key of another user', async () => {
    const foreign = await newUser();
    const foreignBrowser = openBrowser(foreign.user);
    const { device } = await recoverIn(foreignBrowser, backend, foreign.user, foreign.clientState);
    const { keys } = (await foreignBrowser.store.read(foreign.user))!;
    const proofOf = async (pair: CryptoKeyPair) =>
      (await replacementProofs(systemRandom(64), pair, { former: pair })).former as JsonObject;

    const forgeries: ((former: JsonObject) => Promise<unknown>)[] = [
      async ({ key }) => ({ key, signature: (await proofOf(keys)).signature }),
      async ({ signature }) => ({ key: (await proofOf(keys)).key, signature }),
      () => proofOf(keys),
      async ({ key }) => ({ key, signature: 'AAAA' }),
      async ({ signature }) => ({ key: 'AAAA', signature }),
      async ({ key }) => ({ key }),
    ];
    for (const forgery of forgeries) {
      const { code, former, ids } = await recoverWithProof(forgery);
      expect([code, ids]).toEqual(['server/bad-request', [former]]);
    }
    expect(idsOf(await boundDevices(foreign.user))).toEqual([device.deviceId]);
  });

  it('of a key that the matcher does not know has no effect', async () => {
    const { user, clientState } = await newUser();
    const browser = openBrowser(user);
    const { device } = await recoverIn(browser, backend, user, clientState);
    await browser.store.commit({ ...(await browser.store.read(user))!, keys: await createDeviceKeys() });
    await recoverIn(browser, backend, user, clientState);
    expect(idsOf(await boundDevices(user))).toContain(device.deviceId);
  });
});

describe('at the device limit, a browser without its former key', () => {
  it('is refused before the capture ends, with replaceable, and the same authorization can be used after the consent', async () => {
    const { user, clientState } = await newUser();
    const devices = await fillUp(user, clientState);
    const authorization = await authorizationFor(backend, 'recover', user)();
    const refused = openBrowser(user, { capture: () => new Promise(() => {}) });
    await expect(recoverWith(refused, user, clientState, { authorization })).rejects.toMatchObject({
      code: 'server/device-limit',
      replaceable: true,
    });
    expect(idsOf(await boundDevices(user))).toEqual(idsOf(devices));

    const browser = openBrowser(user);
    const input = { authorization, replaceUnused: true };
    const { device } = await recoverWith(browser, user, clientState, input);
    expect(idsOf(await boundDevices(user))).toEqual(idsOf([...devices.slice(1), device]));
    await authenticateIn(browser, backend, user);
  });

  it('gets no authorization for a further client state', async () => {
    const { user, clientState } = await newUser();
    await fillUp(user, clientState);
    const response = await backend.fetchAs(user, 'POST', `people/${user}/devices`, {});
    expect([response.status, await response.json()]).toMatchObject([
      409,
      { error: { code: 'server/device-limit' } },
    ]);
  });

  it('removes nothing with the consent when the face does not match', async () => {
    const { user, clientState } = await newUser();
    const devices = await fillUp(user, clientState);
    const browser = createTestBrowser(backend, user, stranger, { description: chromeOnLinux });
    const run = recoverWith(browser, user, clientState, { replaceUnused: true });
    expect(await errorCodeOf(run)).toBe('ceremony/not-recognized');
    expect(idsOf(await boundDevices(user))).toEqual(idsOf(devices));
  });

  it('cannot replace a device that was used, or one of another browser or system', async () => {
    const { user, clientState } = await newUser();
    for (let i = 1; i < deviceLimit; i++) {
      const browser = openBrowser(user);
      await recoverIn(browser, backend, user, clientState);
      if (i > 1) await authenticateIn(browser, backend, user);
    }
    for (const change of [{ browser: 'Firefox' }, { system: 'Windows' }]) {
      const description = { ...chromeOnLinux, ...change };
      const other = openBrowser(user, { description });
      const run = recoverWith(other, user, clientState, { replaceUnused: true });
      await expect(run).rejects.toMatchObject({ code: 'server/device-limit', replaceable: undefined });
    }
    const unnamed = openBrowser(user, { description: { name: 'Chrome, Linux' } });
    const run = recoverWith(unnamed, user, clientState, { replaceUnused: true });
    await expect(run).rejects.toMatchObject({ code: 'server/device-limit', replaceable: undefined });
    await recoverWith(openBrowser(user), user, clientState, { replaceUnused: true });
    const full = recoverWith(openBrowser(user), user, clientState, { replaceUnused: true });
    // The browser that was bound last was not used yet either.
    expect((await full).device.type).toBe('SDK');
  });

  it('cannot replace anything with a consent that it has not signed', async () => {
    const { user, clientState } = await newUser();
    const devices = await fillUp(user, clientState);
    const intercept: Intercept = async (call, send) => {
      if (call.operation !== 'begin') return send();
      const body = { ...call.body, replaceUnused: 'A'.repeat(86) };
      return (await backend.fetchAs(user, 'POST', call.path, body)).json();
    };
    const run = recoverIn(openBrowser(user, { intercept }), backend, user, clientState);
    expect(await errorCodeOf(run)).toBe('server/bad-request');
    expect(idsOf(await boundDevices(user))).toEqual(idsOf(devices));
  });
});

it('below the device limit, the consent removes nothing', async () => {
  const { user, clientState } = await newUser();
  const { device } = await recoverIn(openBrowser(user), backend, user, clientState);
  await recoverWith(openBrowser(user), user, clientState, { replaceUnused: true });
  expect(idsOf(await boundDevices(user))).toContain(device.deviceId);
});

it('a consent that is not true or false is refused with usage/invalid-property', async () => {
  const input = { replaceUnused: 'yes' } as unknown as Partial<RecoverInput>;
  const error = await recoverWith(openBrowser('ann'), 'ann', 'x', input).catch((thrown: unknown) => thrown);
  expect(error).toEqual(expect.any(RecognizeError));
  expect(error).toMatchObject({ code: 'usage/invalid-property' });
});
