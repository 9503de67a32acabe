import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { isActivated, removeCopiesWith } from '../../../demo/server/removed-devices.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { enroll } from '../../unit/server/support.ts';
import { createDemoHost, type DemoHost } from './support.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

const face = syntheticFace(1);

let host: DemoHost;
beforeAll(async () => {
  host = await createDemoHost();
});
afterAll(() => host.close());

/** A user with a stored client state. */
async function enrolledUser(name: string) {
  const { client, recognizeId } = await host.register(name);
  const { body } = await client.call('POST', 'authorizations', { ceremony: 'enroll' });
  const { challenge, replace } = decodeJwt<{ challenge: string; replace: boolean }>(body.authorization);
  const options = { claims: { challenge, replace } };
  const { deviceId, response } = await enroll(host.backendOf(client), recognizeId, face(), options);
  const { assertion } = response;
  await client.call('POST', 'assertions', { assertion, clientState: 'client state', deviceId });
  expect(await host.countRows('client_states', recognizeId)).toBe(1);
  return { client, recognizeId, deviceId };
}

it('removes the client state of a removed device', async () => {
  const { client, recognizeId, deviceId } = await enrolledUser('ann');
  const path = `/recognize-api/people/${recognizeId}/devices/${deviceId}`;
  expect((await client.fetch('DELETE', path)).status).toBe(200);
  expect(await host.countRows('client_states', recognizeId)).toBe(0);
});

it('removes the client state of an enrollment that another one replaces', async () => {
  const { client, recognizeId } = await enrolledUser('cat');
  await enroll(host.backendOf(client), recognizeId, face(), { claims: { replace: true } });
  expect(await host.countRows('client_states', recognizeId)).toBe(0);
});

it('forgets the enrollment of a user who removes the face, and ends sessions with one factor', async () => {
  const { client, recognizeId } = await enrolledUser('bob');
  const other = await host.signInAgain('bob');
  expect((await client.fetch('DELETE', `/recognize-api/people/${recognizeId}`)).status).toBe(200);
  expect(await host.countRows('client_states', recognizeId)).toBe(0);
  expect((await client.call('GET', 'me')).body).toMatchObject({ enrolled: false });
  expect((await other.call('GET', 'me')).body).toBeNull();
});

it.each(['replaced', 'removed'] as const)(
  'accepts a TEMPORARY client state that a browser was bound with, until a device is %s',
  async (reason) => {
    const { recognizeId } = await enrolledUser(`eve-${reason}`);
    const onRemoved = removeCopiesWith({ remove: async () => {} } as never);
    expect(await isActivated(host.storage, recognizeId, `used-${reason}`)).toBe(false);
    await onRemoved(recognizeId, [`used-${reason}`], host.storage, 'used');
    expect(await isActivated(host.storage, recognizeId, `used-${reason}`)).toBe(true);
    await onRemoved(recognizeId, ['another'], host.storage, reason);
    expect(await isActivated(host.storage, recognizeId, `used-${reason}`)).toBe(false);
  },
);
