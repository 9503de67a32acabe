import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Browser } from 'playwright-core';
import { transactionHash } from 'recognize-elements/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { Visitor } from '../support/visitor.ts';
import { storedRecords } from './support/browser-record.ts';
import { backendDevices, shownDevices } from './support/devices.ts';
import { summarize } from './support/event-summary.ts';
import { type Host, startHost } from './support/host.ts';

/**
 * All ceremonies of one user in three browsers, over HTTP and under the policy that the README asks for. The tests run in order; each
 * continues with the state that the previous one left.
 */
const user = 'ada@bank.example';
let host: Host;
let browser: Browser;
let first: Visitor;
let second: Visitor;
let third: Visitor;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

/** Verifies an assertion like a host: with a JWT library, the published keys and the expected audience. */
async function verify(assertion: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${host.origin}/api/jwks.json`));
  const expected = { issuer: host.origin, audience: host.origin, algorithms: ['ES256'] };
  return (await jwtVerify(assertion, keys, expected)).payload;
}

const names = async (visitor: Visitor) => (await backendDevices(visitor)).map(({ name }) => name).sort();

it('enrolls in a first browser, and the host stores the client state', async () => {
  first = await Visitor.arrive(browser, host, user);
  const { events, result } = await first.run({ tag: 'recognize-enroll', claims: { liveness: 'active' } });
  expect(summarize(events)).toEqual({
    lifecycle: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify'],
    requests: ['configuration', 'challenge', 'begin'],
    changes: [],
    contractViolations: [],
  });
  expect(Object.keys(result).sort()).toEqual(['assertion', 'clientState', 'deviceId', 'recognizeId', 'type']);
  expect(await first.page.evaluate(() => hostPage.clientState())).toBe(result.clientState);
  expect(await verify(result.assertion)).toMatchObject({
    sub: user,
    ceremony: 'enroll',
    device_id: result.deviceId,
    amr: ['face'],
    liveness: 'active',
  });
  expect(await backendDevices(first)).toMatchObject([{ deviceId: result.deviceId, type: 'BACKUP' }]);
  expect(await storedRecords(first)).toEqual({ pending: 0 });
});

it('enrolls with a temporary client state, and binds the first browser with it at once', async () => {
  const { events, result } = await first.run({
    tag: 'recognize-enroll',
    attributes: { type: 'TEMPORARY', activate: '' },
    claims: { activate: true, liveness: 'active' },
  });
  expect(summarize(events)).toEqual({
    lifecycle: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify', 'loading', 'capture', 'verify', 'bind'],
    requests: ['configuration', 'challenge', 'begin', 'configuration', 'begin', 'evaluate', 'finish'],
    changes: [],
    contractViolations: [],
  });
  expect(result).toMatchObject({ recognizeId: user, type: 'TEMPORARY', device: { type: 'SDK' } });
  expect(result.clientState).toBeUndefined();
  expect((await storedRecords(first)).record).toMatchObject({ deviceId: result.device.deviceId });
  // The temporary client state is used up.
  expect(await names(first)).toEqual(['Chrome on Linux', 'Recovery']);
});

it('recovers in a second browser, and removes the first one in the review of devices', async () => {
  second = await Visitor.arrive(browser, host, user);
  const attributes = { 'review-devices': '', 'device-name': 'Kitchen' };
  const claims = { liveness: 'active' };
  const { result } = await second.run({ tag: 'recognize-recover', attributes, claims });
  const review = shownDevices(second.page);
  expect(await review.question()).toBe('Do you still have these?');
  expect(await review.names()).toEqual(['Chrome on Linux']);
  await review.answer('No, not all');
  await review.thisDevice.waitFor();
  expect(summarize(await second.events())).toEqual({
    lifecycle: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify', 'bind'],
    requests: ['configuration', 'begin', 'evaluate', 'finish', 'list-devices'],
    changes: [],
    contractViolations: [],
  });
  const { record, pending } = await storedRecords(second);
  expect(pending).toBe(0);
  expect(record).toMatchObject({ deviceId: result.device.deviceId, extractable: false });
  expect(await verify(result.assertion)).toMatchObject({
    sub: user,
    ceremony: 'recover',
    device_id: result.device.deviceId,
    amr: ['face', 'pop'],
    liveness: 'active',
    cnf: { jkt: record!.thumbprint },
  });

  expect(await review.thisDeviceNames()).toEqual(['Kitchen']);
  await review.remove('Chrome on Linux');
  await review.rows.nth(2).waitFor({ state: 'detached' });
  expect(await review.names()).toEqual(['Kitchen', 'Recovery']);
  expect(await names(second)).toEqual(['Kitchen', 'Recovery']);
  expect(summarize(await second.events()).changes).toEqual(['removed Chrome on Linux']);
});

it('reports client-state/revoked in the removed browser, which deletes its record', async () => {
  const { error, events } = await first.run({ tag: 'recognize-authenticate' });
  expect(error).toMatchObject({ code: 'client-state/revoked', retryable: false });
  // The record is deleted only after the matcher has signed a list without the device.
  const requests = ['check-device', 'list-devices'];
  expect(summarize(events)).toMatchObject({ requests, steps: ['loading'], contractViolations: [] });
  expect(await first.shownText()).toContain('Removed from your account');
  expect(await storedRecords(first)).toEqual({ pending: 0 });
  expect((await first.run({ tag: 'recognize-authenticate' })).error?.code).toBe('storage/lost');
});

it('recovers with the same client state in a third browser', async () => {
  third = await Visitor.arrive(browser, host, user);
  const { type, result } = await third.run({ tag: 'recognize-recover' });
  expect(type).toBe('complete');
  expect((await storedRecords(third)).record).toMatchObject({
    deviceId: result.device.deviceId,
    extractable: false,
  });
  expect(await names(third)).toEqual(['Chrome on Linux', 'Kitchen', 'Recovery']);
});

it('reports ceremony/not-recognized for another person who has the first factor and the client state', async () => {
  const impostor = await Visitor.arrive(browser, host, user, { simulatedPerson: 'bruno' });
  const { error, events } = await impostor.run({ tag: 'recognize-recover' });
  expect(error).toMatchObject({ code: 'ceremony/not-recognized', stage: 'bind', retryable: true });
  expect(summarize(events)).toMatchObject({ lifecycle: ['ready', 'error'], contractViolations: [] });
  expect(await impostor.shownText()).toContain('We didn’t recognize you');
  expect(await storedRecords(impostor)).toEqual({ pending: 0 });
  expect(await names(impostor)).toHaveLength(3);
  await impostor.close();
});

it('lists the devices, marks this one, renames one, and removes one', async () => {
  await third.place({ tag: 'recognize-devices', attributes: { 'can-rename': '' } });
  const list = shownDevices(third.page);
  await list.thisDevice.waitFor();
  expect(await list.thisDeviceNames()).toEqual(['Chrome on Linux']);
  await list.rename('Chrome on Linux', 'Office');
  await list.status.filter({ hasText: /Renamed to .?Office/ }).waitFor();
  await list.remove('Kitchen');
  await list.status.filter({ hasText: /Kitchen.? was removed/ }).waitFor();
  expect((await list.names()).sort()).toEqual(await names(third));
  expect(summarize(await third.events())).toEqual({
    lifecycle: ['ready'],
    steps: [],
    requests: ['list-devices', 'rename-device', 'remove-device'],
    changes: ['renamed Office', 'removed Kitchen'],
    contractViolations: [],
  });
});

it('deletes the record of a removed browser when it loads the list of devices', async () => {
  const tab = await second.openTab();
  await tab.place({ tag: 'recognize-devices' });
  const list = shownDevices(tab.page);
  await list.rows.first().waitFor();
  expect(await list.thisDevice.count()).toBe(0);
  expect(await storedRecords(tab)).toEqual({ pending: 0 });
});

it('signs the challenge and the transaction of the host in the bound browser', async () => {
  const transaction = { payee: 'Example Ltd', amount: '12.00 EUR' };
  const hash = await transactionHash(transaction);
  await third.place({
    tag: 'recognize-authenticate',
    attributes: { challenge: 'c-4711' },
    claims: { challenge: 'c-4711', transaction_hash: hash, operation: 'op-9' },
  });
  await third.page.evaluate((transaction) => {
    Object.assign(document.querySelector('recognize-authenticate')!, { transaction });
  }, transaction);
  await third.page.getByText('12.00 EUR').waitFor();
  await third.start();
  const { events, result } = await third.runResult();
  expect(summarize(events)).toEqual({
    lifecycle: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify', 'bind'],
    requests: ['check-device', 'configuration', 'begin', 'evaluate', 'finish'],
    changes: [],
    contractViolations: [],
  });
  const { record } = await storedRecords(third);
  expect(Object.keys(result)).toEqual(['assertion']);
  expect(await verify(result.assertion)).toMatchObject({
    sub: user,
    nonce: 'c-4711',
    ceremony: 'authenticate',
    device_id: record!.deviceId,
    cnf: { jkt: record!.thumbprint },
    transaction_hash: hash,
    operation: 'op-9',
  });
});

it('removes this device, and deletes its record', async () => {
  await third.place({ tag: 'recognize-devices' });
  const list = shownDevices(third.page);
  await list.remove('Office');
  await list.status.filter({ hasText: /Office.? was removed/ }).waitFor();
  expect(await storedRecords(third)).toEqual({ pending: 0 });
  expect(await names(third)).toEqual(['Recovery']);
});
