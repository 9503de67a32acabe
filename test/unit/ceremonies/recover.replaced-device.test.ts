import { afterAll, describe, expect, it } from 'vitest';
import { createDeviceKeys } from '../../../src/ceremonies/device-keys.ts';
import { replacementProofs } from '../../../src/ceremonies/replacement.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import type { JsonObject } from '../../../src/wire/json.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { createTestBrowser, type Intercept } from '../../support/test-browser.ts';
import { createLimitedBackend, deviceLimit, idsOf, stranger } from './replaced-device.support.ts';
import { authenticateIn, authorizationFor, crashPageAt, enrollIn, recoverIn } from './support.ts';

const { backend, newUser, openBrowser, boundDevices, fillUp } = await createLimitedBackend();
afterAll(() => backend.close());

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

describe('the name of a device', () => {
  it('gets a number when another device has it, and loses it when the browser is bound again without the other one', async () => {
    const { user, clientState } = await newUser();
    const browsers = [openBrowser(user), openBrowser(user)];
    for (const browser of browsers) await recoverIn(browser, backend, user, clientState);
    const names = async () => (await boundDevices(user)).map(({ name }) => name).sort();
    expect(await names()).toEqual(['Chrome on Linux', 'Chrome on Linux 2']);
    await recoverIn(browsers[1]!, backend, user, clientState);
    expect(await names()).toEqual(['Chrome on Linux', 'Chrome on Linux 2']);
    const first = (await boundDevices(user)).find(({ name }) => name === 'Chrome on Linux')!;
    await backend.fetchAs(user, 'DELETE', `people/${user}/devices/${first.deviceId}`);
    await recoverIn(browsers[1]!, backend, user, clientState);
    expect(await names()).toEqual(['Chrome on Linux']);
  });
});
