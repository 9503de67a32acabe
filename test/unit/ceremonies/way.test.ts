import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import {
  listDevices,
  removeDevice,
  removePerson,
  renameDevice,
  withOwn,
} from '../../../src/ceremonies/devices.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import { transactionHash } from '../../../src/wire/transaction.ts';
import { browserOf, codeOf, createWorld, drawnFace, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);
afterAll(() => world.close());

const token =
  (ceremony: 'enroll' | 'recover' | 'authenticate', recognizeId: string, more = {}) =>
  () =>
    world.token({ recognizeId, ceremony, ...more });

const enrolled = (person: string, face: () => Float32Array, more = {}) =>
  enroll(browserOf(world, person, face).context, {
    type: 'BACKUP',
    authorization: token('enroll', person),
    ...more,
  });

const recovered = (
  person: string,
  face: () => Float32Array,
  clientState: string,
  browser = browserOf(world, person, face),
) => recover(browser.context, { recognizeId: person, clientState, authorization: token('recover', person) });

describe('the way of a person', () => {
  it('enrolls, recovers on three browsers, authenticates, and goes on when one device is removed', async () => {
    const face = drawnFace(1);
    const { clientState, deviceId } = await enrolled('ann', face);
    const description = { name: 'Desk', browser: 'Chrome', system: 'Linux' };
    const browsers = [1, 2, 3].map(() => browserOf(world, 'ann', face, { description }));
    const results = [];
    for (const browser of browsers) results.push(await recovered('ann', face, clientState!, browser));
    expect(browsers[0]!.steps).toEqual(['loading', 'verify', 'bind']);
    const { devices, own } = await listDevices(browsers[0]!.context, 'ann');
    expect(devices.map(({ type }) => type).sort()).toEqual(['BACKUP', 'SDK', 'SDK', 'SDK']);
    expect(own).toBe(results[0]!.device.deviceId);
    expect(devices.filter(({ type }) => type === 'SDK')).toMatchObject([
      description,
      description,
      description,
    ]);

    await removeDevice(browsers[0]!.context, 'ann', results[1]!.device.deviceId);
    const login = (browser: (typeof browsers)[number]) =>
      authenticate(browser.context, {
        recognizeId: 'ann',
        challenge: 'abc',
        authorization: token('authenticate', 'ann', { challenge: 'abc' }),
      });
    for (const browser of [browsers[0]!, browsers[2]!, browsers[0]!, browsers[0]!]) {
      expect((await login(browser)).assertion.split('.')).toHaveLength(3);
    }
    expect(await codeOf(login(browsers[1]!))).toBe('client-state/revoked');
    expect(await browsers[1]!.store.read('ann')).toBeUndefined();
    expect(await codeOf(login(browsers[1]!))).toBe('storage/lost');

    await removeDevice(browsers[0]!.context, 'ann', deviceId);
    expect(await codeOf(recovered('ann', face, clientState!))).toBe('client-state/revoked');
  });

  it('refuses a stranger, and tells nothing but no', async () => {
    const { clientState } = await enrolled('bea', drawnFace(2));
    const browser = browserOf(world, 'bea', drawnFace(3));
    expect(await codeOf(recovered('bea', drawnFace(3), clientState!, browser))).toBe(
      'ceremony/not-recognized',
    );
    expect(await browser.store.read('bea')).toBeUndefined();
    expect(await browser.store.readPending('bea')).toEqual([]);
    const { devices } = await listDevices(browser.context, 'bea');
    expect(devices.map(({ type }) => type)).toEqual(['BACKUP']);
  });

  it('binds this browser at once with a temporary client state, which is not handed out', async () => {
    const face = drawnFace(4);
    const browser = browserOf(world, 'cem', face);
    const result = await enroll(browser.context, {
      type: 'TEMPORARY',
      activate: true,
      authorization: token('enroll', 'cem', { activate: true }),
    });
    expect(result.clientState).toBeUndefined();
    expect(result.device?.type).toBe('SDK');
    expect((await listDevices(browser.context, 'cem')).own).toBe(result.device?.deviceId);
  });

  it('signs the transaction that was shown, and no other', async () => {
    const face = drawnFace(5);
    const { clientState } = await enrolled('dov', face);
    const browser = browserOf(world, 'dov', face);
    await recovered('dov', face, clientState!, browser);
    const transaction = { payee: 'Ada', amount: '12.00' };
    const transaction_hash = await transactionHash(transaction);
    const authorization = token('authenticate', 'dov', { transaction_hash });
    const { assertion } = await authenticate(browser.context, {
      recognizeId: 'dov',
      transaction,
      authorization,
    });
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ sub: 'dov', ceremony: 'authenticate', transaction_hash });
    const other = { ...transaction, amount: '1200.00' };
    const forged = authenticate(browser.context, { recognizeId: 'dov', transaction: other, authorization });
    expect(await codeOf(forged)).toBe('server/forbidden');
  });

  it('renames, and erases a person', async () => {
    const face = drawnFace(6);
    const { clientState, deviceId } = await enrolled('eli', face);
    const browser = browserOf(world, 'eli', face);
    await recovered('eli', face, clientState!, browser);
    expect((await renameDevice(browser.context, 'eli', deviceId, 'Paper in the safe')).name).toBe(
      'Paper in the safe',
    );
    await removePerson(browser.context, 'eli');
    expect((await listDevices(browser.context, 'eli')).devices).toEqual([]);
    expect(await browser.store.read('eli')).toBeUndefined();
    expect(await codeOf(recovered('eli', face, clientState!))).toBe('client-state/revoked');
  });

  it('wipes a revoked browser that was not allowed to look first', async () => {
    const face = drawnFace(7);
    const { clientState } = await enrolled('fay', face);
    const browser = browserOf(world, 'fay', face, {
      intercept: async (call, send) =>
        call.operation === 'check-device' ? { error: { code: 'server/forbidden' } } : send(),
    });
    const { device } = await recovered('fay', face, clientState!, browser);
    const login = () =>
      authenticate(browser.context, { recognizeId: 'fay', authorization: token('authenticate', 'fay') });
    await login();
    await removeDevice(browserOf(world, 'fay', face).context, 'fay', device.deviceId);
    expect(await codeOf(login())).toBe('client-state/revoked');
    expect(await browser.store.read('fay')).toBeUndefined();
  });

  it('keeps its key when a backend that is mounted elsewhere finds nothing', async () => {
    const face = drawnFace(10);
    const { clientState } = await enrolled('ida', face);
    let lost = false;
    const browser = browserOf(world, 'ida', face, {
      intercept: async (_call, send) => (lost ? { error: { code: 'server/not-found' } } : send()),
    });
    await recovered('ida', face, clientState!, browser);
    const login = () =>
      authenticate(browser.context, { recognizeId: 'ida', authorization: token('authenticate', 'ida') });
    lost = true;
    expect(await codeOf(login())).toBe('server/not-found');
    lost = false;
    await login();
  });

  it('hands a client state over before the binding, whatever becomes of that', async () => {
    const face = drawnFace(11);
    const durable: unknown[] = [];
    const { context } = browserOf(world, 'jon', face, { onDurableResult: (result) => durable.push(result) });
    const authorization = token('enroll', 'jon', { activate: true });
    const result = await enroll(context, { type: 'BACKUP', activate: true, authorization });
    expect(durable).toEqual([{ ...result, device: undefined, assertion: expect.any(String) }]);
  });

  it('wipes itself when the backend lists it no more, and not for a list of the page', async () => {
    const face = drawnFace(8);
    const { clientState } = await enrolled('gil', face);
    const browser = browserOf(world, 'gil', face);
    const { device } = await recovered('gil', face, clientState!, browser);
    expect(await withOwn(browser.context, 'gil', [])).toEqual({ devices: [] });
    expect((await withOwn(browser.context, 'gil', [device])).own).toBe(device.deviceId);
    expect(await browser.store.read('gil')).toBeDefined();
    await removeDevice(browserOf(world, 'gil', face).context, 'gil', device.deviceId);
    expect((await listDevices(browser.context, 'gil')).own).toBeUndefined();
    expect(await browser.store.read('gil')).toBeUndefined();
  });

  it('keeps the record of a recovery that another tab made while the list was under way', async () => {
    const face = drawnFace(9);
    const { clientState } = await enrolled('hal', face);
    const tab = browserOf(world, 'hal', face);
    await recovered('hal', face, clientState!, tab);
    const other = browserOf(world, 'hal', face, {
      store: tab.store,
      intercept: async (call, send) => {
        const answer = await send();
        if (call.operation === 'list-devices') await recovered('hal', face, clientState!, tab);
        return answer;
      },
    });
    await listDevices(other.context, 'hal');
    expect(await tab.store.read('hal')).toBeDefined();
  });
});
