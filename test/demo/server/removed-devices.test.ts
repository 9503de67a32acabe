import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
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

/** The same path for the backend module, which decodes parameters. */
const encoded = (id: string) => `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`;

it.each([
  ['as it is', (id: string) => id],
  ['percent-encoded', encoded],
])('removes the client state of a removed device whose id is in the path %s', async (form, write) => {
  const { client, recognizeId, deviceId } = await enrolledUser(`ann-${form.slice(0, 2)}`);
  const path = `/recognize-api/people/${write(recognizeId)}/devices/${write(deviceId)}`;
  expect((await client.fetch('DELETE', path)).status).toBe(200);
  expect(await host.countRows('client_states', recognizeId)).toBe(0);
});

it('forgets the enrollment of a user whose id is percent-encoded in the path, and ends sessions with one factor', async () => {
  const { client, recognizeId } = await enrolledUser('bob');
  const other = await host.signInAgain('bob');
  expect((await client.fetch('DELETE', `/recognize-api/people/${encoded(recognizeId)}`)).status).toBe(200);
  expect(await host.countRows('client_states', recognizeId)).toBe(0);
  expect((await client.call('GET', 'me')).body).toMatchObject({ enrolled: false });
  expect((await other.call('GET', 'me')).body).toBeNull();
});
