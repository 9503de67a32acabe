import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDevices, removeDevice } from '../../../src/ceremonies/devices.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { authenticateIn, authorizationFor, enrollUser, recoverIn } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

it('binds three browsers with one client state; removing one of them does not affect the others', async () => {
  const face = syntheticFace(1);
  const { clientState, deviceId } = await enrollUser(backend, 'ann', face);
  const description = { name: 'Desk', browser: 'Chrome', system: 'Linux' };
  const [first, second, third] = [1, 2, 3].map(() =>
    createTestBrowser(backend, 'ann', face, { description }),
  );
  const results = [];
  for (const browser of [first!, second!, third!])
    results.push(await recoverIn(browser, backend, 'ann', clientState));
  expect(first!.steps).toEqual(['loading', 'verify', 'bind']);

  const { devices, own } = await listDevices(first!.context, 'ann');
  expect(devices.map(({ type }) => type).sort()).toEqual(['BACKUP', 'SDK', 'SDK', 'SDK']);
  expect(own).toBe(results[0]!.device.deviceId);
  for (const device of devices.filter(({ type }) => type === 'SDK'))
    expect(device).toMatchObject({ ...description, name: expect.stringMatching(/^Desk( \d)?$/) });

  await removeDevice(first!.context, 'ann', results[1]!.device.deviceId);
  const challenge = 'abc';
  const authorization = authorizationFor(backend, 'authenticate', 'ann', { challenge });
  const authenticate = (browser: typeof first) =>
    authenticateIn(browser!, backend, 'ann', { challenge, authorization });
  for (const browser of [first, third, first, first])
    expect((await authenticate(browser)).assertion.split('.')).toHaveLength(3);
  expect(await errorCodeOf(authenticate(second))).toBe('client-state/revoked');
  expect(await second!.store.read('ann')).toBeUndefined();
  expect(await errorCodeOf(authenticate(second))).toBe('storage/lost');

  await removeDevice(first!.context, 'ann', deviceId);
  const fourth = createTestBrowser(backend, 'ann', face);
  expect(await errorCodeOf(recoverIn(fourth, backend, 'ann', clientState))).toBe('client-state/revoked');
});

it('rejects another face with ceremony/not-recognized, and leaves no record, pending run or device', async () => {
  const { clientState } = await enrollUser(backend, 'bea', syntheticFace(2));
  const browser = createTestBrowser(backend, 'bea', syntheticFace(3));
  expect(await errorCodeOf(recoverIn(browser, backend, 'bea', clientState))).toBe('ceremony/not-recognized');
  expect(await browser.store.read('bea')).toBeUndefined();
  expect(await browser.store.readPending('bea')).toEqual([]);
  const { devices } = await listDevices(browser.context, 'bea');
  expect(devices.map(({ type }) => type)).toEqual(['BACKUP']);
});
