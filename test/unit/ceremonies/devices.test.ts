import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addDevice,
  identifyOwnDevice,
  listDevices,
  removeDevice,
  removePerson,
  renameDevice,
} from '../../../src/ceremonies/devices.ts';
import type { DeviceContext } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { answerWith, enrollUser, recoverIn } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

describe('listDevices', () => {
  it('removes the record when the backend no longer lists this browser; identifyOwnDevice does not', async () => {
    const face = syntheticFace(8);
    const { clientState } = await enrollUser(backend, 'gil', face);
    const browser = createTestBrowser(backend, 'gil', face);
    const { device } = await recoverIn(browser, backend, 'gil', clientState);
    expect(await identifyOwnDevice(browser.context, 'gil', [])).toEqual({ devices: [] });
    expect((await identifyOwnDevice(browser.context, 'gil', [device])).own).toBe(device.deviceId);
    expect(await browser.store.read('gil')).toBeDefined();
    await removeDevice(createTestBrowser(backend, 'gil', face).context, 'gil', device.deviceId);
    expect((await listDevices(browser.context, 'gil')).own).toBeUndefined();
    expect(await browser.store.read('gil')).toBeUndefined();
  });

  it('keeps the record of a recovery that another tab has completed during the request', async () => {
    const face = syntheticFace(9);
    const { clientState } = await enrollUser(backend, 'hal', face);
    const tab = createTestBrowser(backend, 'hal', face);
    await recoverIn(tab, backend, 'hal', clientState);
    const otherTab = createTestBrowser(backend, 'hal', face, {
      store: tab.store,
      intercept: async (call, send) => {
        const answer = await send();
        if (call.operation === 'list-devices') await recoverIn(tab, backend, 'hal', clientState);
        return answer;
      },
    });
    await listDevices(otherTab.context, 'hal');
    expect(await tab.store.read('hal')).toBeDefined();
  });

  it('rejects an invalid list with host/bad-response', async () => {
    const intercept = answerWith('list-devices', { devices: [{ deviceId: 1 }] });
    const { context } = createTestBrowser(backend, 'ann', syntheticFace(1), { intercept });
    await expect(listDevices(context, 'ann')).rejects.toMatchObject({
      code: 'host/bad-response',
      detail: expect.stringMatching(/^list-devices: /),
    });
  });
});

describe('renameDevice', () => {
  it('resolves with the renamed device', async () => {
    const face = syntheticFace(6);
    const { deviceId } = await enrollUser(backend, 'eli', face);
    const { context } = createTestBrowser(backend, 'eli', face);
    const { name } = await renameDevice(context, 'eli', deviceId, 'Paper in the safe');
    expect(name).toBe('Paper in the safe');
  });

  it('rejects an invalid answer with host/bad-response', async () => {
    const intercept = answerWith('rename-device', { device: null });
    const { context } = createTestBrowser(backend, 'ann', syntheticFace(1), { intercept });
    await expect(renameDevice(context, 'ann', 'A'.repeat(22), 'y')).rejects.toMatchObject({
      code: 'host/bad-response',
      detail: expect.stringMatching(/^rename-device: device/),
    });
  });
});

describe('removeDevice', () => {
  it('removes the own record too, also when the backend has removed the device before', async () => {
    const face = syntheticFace(12);
    const { clientState } = await enrollUser(backend, 'jan', face);
    const browser = createTestBrowser(backend, 'jan', face);
    const { device } = await recoverIn(browser, backend, 'jan', clientState);
    await removeDevice(createTestBrowser(backend, 'jan', face).context, 'jan', device.deviceId);
    await removeDevice(browser.context, 'jan', device.deviceId);
    expect(await browser.store.read('jan')).toBeUndefined();
  });

  it('keeps the own record when the backend cannot be reached', async () => {
    const face = syntheticFace(13);
    const { clientState } = await enrollUser(backend, 'kay', face);
    const browser = createTestBrowser(backend, 'kay', face, {
      intercept: async (call, send) => {
        if (call.operation === 'remove-device') throw new RecognizeError('host/offline');
        return send();
      },
    });
    const { device } = await recoverIn(browser, backend, 'kay', clientState);
    expect(await errorCodeOf(removeDevice(browser.context, 'kay', device.deviceId))).toBe('host/offline');
    expect(await browser.store.read('kay')).toBeDefined();
  });
});

describe('an id that would change the path', () => {
  type Call = [title: string, call: (context: DeviceContext) => Promise<unknown>, name: string];
  const calls: Call[] = [
    ...['..', '.', '', '/', '%2e%2e', `${'A'.repeat(22)}/`, 'A'.repeat(21)].flatMap((id): Call[] => [
      [`removeDevice with ${id}`, (context) => removeDevice(context, 'ann', id), 'deviceId'],
      [`renameDevice with ${id}`, (context) => renameDevice(context, 'ann', id, 'x'), 'deviceId'],
    ]),
    ...['..', '.', '', '\0', '\ud800', 'x'.repeat(201)].flatMap((id): Call[] => [
      [`removePerson with ${JSON.stringify(id)}`, (context) => removePerson(context, id), 'recognizeId'],
      [`listDevices with ${JSON.stringify(id)}`, (context) => listDevices(context, id), 'recognizeId'],
      [`addDevice with ${JSON.stringify(id)}`, (context) => addDevice(context, id), 'recognizeId'],
    ]),
  ];

  it.each(calls)('is rejected and nothing is sent: %s', async (_title, call, name) => {
    const browser = createTestBrowser(backend, 'ann', syntheticFace(1));
    await expect(call(browser.context)).rejects.toMatchObject({
      code: 'usage/invalid-property',
      detail: expect.stringMatching(new RegExp(`^${name}: expected `)),
    });
    expect(browser.calls).toEqual([]);
  });
});

describe('addDevice', () => {
  it('rejects an answer without a token with host/bad-response', async () => {
    for (const answer of [{}, { authorization: 5 }, { authorization: '' }]) {
      const intercept = answerWith('add-device', answer);
      const { context } = createTestBrowser(backend, 'ann', syntheticFace(1), { intercept });
      await expect(addDevice(context, 'ann')).rejects.toMatchObject({
        code: 'host/bad-response',
        detail: expect.stringMatching(/^add-device: authorization: /),
      });
    }
    const intercept = answerWith('add-device', { authorization: 'a.b.c' });
    const { context } = createTestBrowser(backend, 'ann', syntheticFace(1), { intercept });
    expect(await addDevice(context, 'ann')).toBe('a.b.c');
  });
});

describe('removePerson', () => {
  it('removes all devices of the user and the record of this browser', async () => {
    const face = syntheticFace(14);
    const { clientState } = await enrollUser(backend, 'lia', face);
    const browser = createTestBrowser(backend, 'lia', face);
    await recoverIn(browser, backend, 'lia', clientState);
    await removePerson(browser.context, 'lia');
    expect((await listDevices(browser.context, 'lia')).devices).toEqual([]);
    expect(await browser.store.read('lia')).toBeUndefined();
    const other = createTestBrowser(backend, 'lia', face);
    expect(await errorCodeOf(recoverIn(other, backend, 'lia', clientState))).toBe('client-state/revoked');
  });
});
