import { afterAll, describe, expect, it } from 'vitest';
import type { RecoverInput } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { createTestBrowser, type Intercept } from '../../support/test-browser.ts';
import {
  chromeOnLinux,
  createLimitedBackend,
  deviceLimit,
  idsOf,
  stranger,
} from './replaced-device.support.ts';
import { authenticateIn, authorizationFor, recoverIn } from './support.ts';

const { backend, newUser, openBrowser, recoverWith, boundDevices, fillUp } = await createLimitedBackend();
afterAll(() => backend.close());

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
    const unnamed = openBrowser(user, { description: { name: 'Chrome on Linux' } });
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
