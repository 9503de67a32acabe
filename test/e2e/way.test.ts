import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Browser } from 'playwright-core';
import { transactionHash } from 'recognize-elements/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backendDevices, shownDevices } from './support/devices.ts';
import { type Host, startHost } from './support/host.ts';
import { kept } from './support/record.ts';
import { told } from './support/told.ts';
import { launch, Visitor } from './support/visitor.ts';

/**
 * The main job: one person, three browsers and a stranger, over HTTP and under the policy that the README asks for. Tests run in order;
 * each goes on where the one before ended.
 */
const person = 'ada@bank.example';
let host: Host;
let browser: Browser;
let first: Visitor;
let second: Visitor;
let third: Visitor;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

/** What any backend does with an assertion: a JWT library, the published keys, the expected audience. */
async function verified(assertion: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${host.origin}/api/jwks.json`));
  const expected = { issuer: host.origin, audience: host.origin, algorithms: ['ES256'] };
  return (await jwtVerify(assertion, keys, expected)).payload;
}

const names = async (visitor: Visitor) => (await backendDevices(visitor)).map(({ name }) => name).sort();

it('enrolls in a first browser; the host keeps the client state', async () => {
  first = await Visitor.arrive(browser, host, person);
  const { events, result } = await first.run({ tag: 'recognize-enroll' });
  expect(told(events)).toEqual({
    life: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify'],
    requests: ['configuration', 'begin'],
    changes: [],
    broken: [],
  });
  expect(Object.keys(result).sort()).toEqual(['assertion', 'clientState', 'deviceId', 'recognizeId', 'type']);
  expect(await first.page.evaluate(() => page.clientState())).toBe(result.clientState);
  expect(await verified(result.assertion)).toMatchObject({
    sub: person,
    ceremony: 'enroll',
    device_id: result.deviceId,
    amr: ['face'],
  });
  expect(await backendDevices(first)).toMatchObject([{ deviceId: result.deviceId, type: 'BACKUP' }]);
  expect(await kept(first)).toEqual({ pending: 0 });
});

it('binds the first browser at once with a temporary client state', async () => {
  const { events, result } = await first.run({
    tag: 'recognize-enroll',
    attributes: { type: 'TEMPORARY', activate: '' },
    wishes: { activate: true },
  });
  expect(told(events)).toEqual({
    life: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify', 'loading', 'capture', 'verify', 'bind'],
    requests: ['configuration', 'begin', 'configuration', 'begin', 'evaluate', 'finish'],
    changes: [],
    broken: [],
  });
  expect(result).toMatchObject({ recognizeId: person, type: 'TEMPORARY', device: { type: 'SDK' } });
  expect(result.clientState).toBeUndefined();
  expect((await kept(first)).record).toMatchObject({ deviceId: result.device.deviceId });
  // The one-time state has served.
  expect(await names(first)).toEqual(['Chrome, Linux', 'Recovery']);
});

it('recovers in a second browser, reviews at once, and removes the first', async () => {
  second = await Visitor.arrive(browser, host, person);
  const attributes = { 'review-devices': '', 'device-name': 'Kitchen' };
  const { result } = await second.run({ tag: 'recognize-recover', attributes });
  const review = shownDevices(second.page);
  await review.own.waitFor();
  expect(told(await second.events())).toEqual({
    life: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify', 'bind'],
    requests: ['configuration', 'begin', 'evaluate', 'finish', 'list-devices'],
    changes: [],
    broken: [],
  });
  const { record, pending } = await kept(second);
  expect(pending).toBe(0);
  expect(record).toMatchObject({ deviceId: result.device.deviceId, extractable: false });
  expect(await verified(result.assertion)).toMatchObject({
    sub: person,
    ceremony: 'recover',
    device_id: result.device.deviceId,
    amr: ['face', 'pop'],
    cnf: { jkt: record!.thumbprint },
  });

  expect(await review.ownNames()).toEqual(['Kitchen']);
  await review.remove('Chrome, Linux');
  await review.rows.nth(2).waitFor({ state: 'detached' });
  expect(await review.names()).toEqual(['Kitchen', 'Recovery']);
  expect(await names(second)).toEqual(['Kitchen', 'Recovery']);
  expect(told(await second.events()).changes).toEqual(['removed Chrome, Linux']);
});

it('lets the removed browser find out and wipe itself', async () => {
  const { error, events } = await first.run({ tag: 'recognize-authenticate' });
  expect(error).toMatchObject({ code: 'client-state/revoked', retryable: false });
  // It wipes itself only once the list has come without it, too.
  const requests = ['check-device', 'list-devices'];
  expect(told(events)).toMatchObject({ requests, steps: ['loading'], broken: [] });
  expect(await first.words()).toContain('Removed from your account');
  expect(await kept(first)).toEqual({ pending: 0 });
  expect((await first.run({ tag: 'recognize-authenticate' })).error?.code).toBe('storage/lost');
});

it('recovers again, with the same client state, in a third browser', async () => {
  third = await Visitor.arrive(browser, host, person);
  const { type, result } = await third.run({ tag: 'recognize-recover' });
  expect(type).toBe('complete');
  expect((await kept(third)).record).toMatchObject({ deviceId: result.device.deviceId, extractable: false });
  expect(await names(third)).toEqual(['Chrome, Linux', 'Kitchen', 'Recovery']);
});

it('refuses a stranger, who holds the first factor and the client state', async () => {
  const stranger = await Visitor.arrive(browser, host, person, 'bruno');
  const { error, events } = await stranger.run({ tag: 'recognize-recover' });
  expect(error).toMatchObject({ code: 'ceremony/not-recognized', stage: 'bind', retryable: true });
  expect(told(events)).toMatchObject({ life: ['ready', 'error'], broken: [] });
  expect(await stranger.words()).toContain('We did not recognize you');
  expect(await kept(stranger)).toEqual({ pending: 0 });
  expect(await names(stranger)).toHaveLength(3);
  await stranger.close();
});

it('lists every device with "this device", renames one, and removes one', async () => {
  await third.place({ tag: 'recognize-devices', attributes: { 'can-rename': '' } });
  const list = shownDevices(third.page);
  await list.own.waitFor();
  expect(await list.ownNames()).toEqual(['Chrome, Linux']);
  await list.rename('Chrome, Linux', 'Office');
  await list.said.filter({ hasText: /Renamed to .?Office/ }).waitFor();
  await list.remove('Kitchen');
  await list.said.filter({ hasText: /Kitchen.? was removed/ }).waitFor();
  expect(await list.names()).toEqual(await backendDevices(third).then((all) => all.map(({ name }) => name)));
  expect(told(await third.events())).toEqual({
    life: ['ready'],
    steps: [],
    requests: ['list-devices', 'rename-device', 'remove-device'],
    changes: ['renamed Office', 'removed Kitchen'],
    broken: [],
  });
});

it('lets a removed browser find out by its list alone', async () => {
  const later = await second.tab();
  await later.place({ tag: 'recognize-devices' });
  const list = shownDevices(later.page);
  await list.rows.first().waitFor();
  expect(await list.own.count()).toBe(0);
  expect(await kept(later)).toEqual({ pending: 0 });
});

it('signs the challenge and the transaction of the host on the bound browser', async () => {
  const transaction = { payee: 'Example Ltd', amount: '12.00 EUR' };
  const hash = await transactionHash(transaction);
  await third.place({
    tag: 'recognize-authenticate',
    attributes: { challenge: 'c-4711' },
    wishes: { challenge: 'c-4711', transaction_hash: hash, operation: 'op-9' },
  });
  await third.page.evaluate((transaction) => {
    Object.assign(document.querySelector('recognize-authenticate')!, { transaction });
  }, transaction);
  await third.page.getByText('12.00 EUR').waitFor();
  await third.start();
  const { events, result } = await third.ended();
  expect(told(events)).toEqual({
    life: ['ready', 'complete'],
    steps: ['loading', 'permission', 'capture', 'verify', 'bind'],
    requests: ['check-device', 'configuration', 'begin', 'evaluate', 'finish'],
    changes: [],
    broken: [],
  });
  const { record } = await kept(third);
  expect(Object.keys(result)).toEqual(['assertion']);
  expect(await verified(result.assertion)).toMatchObject({
    sub: person,
    nonce: 'c-4711',
    ceremony: 'authenticate',
    device_id: record!.deviceId,
    cnf: { jkt: record!.thumbprint },
    transaction_hash: hash,
    operation: 'op-9',
  });
});

it('removes the device that one is sitting at, and wipes its record', async () => {
  await third.place({ tag: 'recognize-devices' });
  const list = shownDevices(third.page);
  await list.remove('Office');
  await list.said.filter({ hasText: /Office.? was removed/ }).waitFor();
  expect(await kept(third)).toEqual({ pending: 0 });
  expect(await names(third)).toEqual(['Recovery']);
});
