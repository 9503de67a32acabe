import { afterAll, beforeAll, expect, it } from 'vitest';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import {
  type BoundBrowser,
  beginCeremony,
  bindBrowser,
  enroll,
  refusalOf,
  rowsOf,
  runCeremony,
} from './support.ts';

const face = syntheticFace(1);
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

const authenticate = ({ recognizeId, keys, clientShare }: BoundBrowser) =>
  runCeremony(world, { recognizeId, ceremony: 'authenticate', clientShare, keys }, face());

it('binds three browsers with one client state, and refuses only the one that was removed', async () => {
  const enrollment = await enroll(world, 'ann', face());
  const bind = () => bindBrowser(world, enrollment, face());
  const [first, second, third] = [await bind(), await bind(), await bind()];
  const shareIds = [enrollment, first, second, third].map(({ clientShare }) => String(clientShare.shareId));
  expect(new Set(shareIds).size).toBe(4);
  expect((await world.fetchAs('ann', 'DELETE', `people/ann/devices/${second.deviceId}`)).status).toBe(200);
  expect((await authenticate(first)).finishResponse.recognized).toBe(true);
  expect((await refusalOf(authenticate(second))).code).toBe('client-state/revoked');
  expect((await authenticate(third)).finishResponse.recognized).toBe(true);
  await bind();
});

it('lists, reads, renames and removes a device', async () => {
  const { deviceId } = await enroll(world, 'bea', face());
  const path = `people/bea/devices/${deviceId}`;
  const call = async (method: string, path: string, body?: object) => {
    const response = await world.fetchAs('bea', method, path, body);
    return [response.status, await response.json()];
  };
  const device = { deviceId, type: 'BACKUP', name: 'Recovery', created: world.clock.now };
  expect(await call('GET', 'people/bea/devices')).toEqual([200, { devices: [device] }]);
  expect(await call('GET', path)).toEqual([200, { device }]);
  const renamed = { ...device, name: 'At home' };
  expect(await call('PATCH', path, { name: ' At\u0000home ' })).toEqual([200, { device: renamed }]);
  expect(await call('DELETE', path)).toEqual([200, {}]);
  expect(await call('GET', 'people/bea/devices')).toEqual([200, { devices: [] }]);
  for (const method of ['GET', 'PATCH', 'DELETE'])
    for (const id of [deviceId, 'x', '%00'])
      expect(
        await call(method, `people/bea/devices/${id}`, method === 'PATCH' ? { name: 'x' } : undefined),
      ).toEqual([404, { error: expect.objectContaining({ code: 'server/not-found' }) }]);
});

it('erases devices, shares and open ceremonies of a removed user', async () => {
  const enrollment = await enroll(world, 'cem', face());
  const { keys, clientShare } = await bindBrowser(world, enrollment, face());
  await beginCeremony(world, { recognizeId: 'cem', ceremony: 'authenticate', clientShare, keys });
  for (let i = 0; i < 2; i++) expect((await world.fetchAs('cem', 'DELETE', 'people/cem')).status).toBe(200);
  for (const table of ['people', 'devices', 'ceremonies'])
    expect(await rowsOf(world, table, "recognize_id = 'cem'")).toEqual([]);
});
