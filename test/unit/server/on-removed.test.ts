import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RemovalReason } from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { rowsOf } from './backend.support.ts';
import { bindBrowser, enroll } from './support.ts';

interface Removal {
  readonly recognizeId: string;
  readonly deviceIds: readonly string[];
  readonly reason: RemovalReason;
}

const face = syntheticFace(1);
const removals: Removal[] = [];
let failing = false;
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({
    storage: await testStorage(),
    onRemoved: async (recognizeId, deviceIds, transaction, reason) => {
      removals.push({ recognizeId, deviceIds: [...deviceIds].sort(), reason });
      // A table of the host.
      for (const deviceId of deviceIds)
        await transaction.query('delete from client_states where device_id = $1', [deviceId]);
      if (failing) throw new Error('the host has a fault');
    },
  });
  await backend.storage.query('create table client_states (device_id text primary key)');
});
afterAll(() => backend.close());
beforeEach(() => {
  removals.length = 0;
  failing = false;
});

let users = 0;
/** Enrolls a new user, and stores a client state as the host does. */
async function enrollUser(
  type: 'BACKUP' | 'TEMPORARY' = 'BACKUP',
  recognizeId = `user-${++users}`,
  claims = {},
) {
  const enrollment = await enroll(backend, recognizeId, face(), { fields: { type }, claims });
  await backend.storage.query('insert into client_states values ($1)', [enrollment.deviceId]);
  return enrollment;
}
const clientStates = async (): Promise<string[]> =>
  (await backend.storage.query<{ device_id: string }>('select device_id from client_states')).map(
    (row) => row.device_id,
  );
const remove = async (recognizeId: string, path = '') =>
  (await backend.fetchAs(recognizeId, 'DELETE', `people/${recognizeId}${path}`)).status;

describe('onRemoved', () => {
  it('is called with a removed device', async () => {
    const { recognizeId, deviceId } = await enrollUser();
    expect(await remove(recognizeId, `/devices/${deviceId}`)).toBe(200);
    expect(removals).toEqual([{ recognizeId, deviceIds: [deviceId], reason: 'removed' }]);
    expect(await clientStates()).not.toContain(deviceId);
    expect(await remove(recognizeId, `/devices/${deviceId}`)).toBe(404);
    expect(removals).toHaveLength(1);
  });

  it('is called with every device of a de-enrolled user, and with none when nothing is stored', async () => {
    const first = await enrollUser();
    const { recognizeId } = first;
    const { deviceId } = await bindBrowser(backend, first, face());
    expect([await remove(recognizeId), await remove(recognizeId)]).toEqual([200, 200]);
    const deviceIds = [first.deviceId, deviceId].sort();
    expect(removals).toEqual([
      { recognizeId, deviceIds, reason: 'de-enrolled' },
      { recognizeId, deviceIds: [], reason: 'de-enrolled' },
    ]);
  });

  it('is called with the devices that an enrollment replaces', async () => {
    const { recognizeId, deviceId } = await enrollUser();
    await enrollUser('BACKUP', recognizeId, { replace: true });
    expect(removals).toEqual([{ recognizeId, deviceIds: [deviceId], reason: 'replaced' }]);
  });

  it('is called with a temporary client state after its recovery', async () => {
    const enrollment = await enrollUser('TEMPORARY');
    const { recognizeId, deviceId } = enrollment;
    await bindBrowser(backend, enrollment, face());
    expect(removals).toEqual([{ recognizeId, deviceIds: [deviceId], reason: 'used' }]);
  });

  it('is called with the expired devices of each user', async () => {
    const { recognizeId, deviceId } = await enrollUser('TEMPORARY');
    const other = await enrollUser('TEMPORARY');
    backend.clock.now += 600_000;
    await backend.server.sweep();
    expect(removals).toHaveLength(2);
    expect(removals).toContainEqual({ recognizeId, deviceIds: [deviceId], reason: 'expired' });
    expect(removals).toContainEqual(
      expect.objectContaining({ recognizeId: other.recognizeId, reason: 'expired' }),
    );
    await backend.server.sweep();
    expect(removals).toHaveLength(2);
  });
});

describe('when onRemoved rejects, nothing is erased', () => {
  const stored = async () => [await rowsOf(backend, 'devices'), await clientStates()];

  it('by a removal or a de-enrollment, which return 503', async () => {
    const { recognizeId, deviceId } = await enrollUser();
    const before = await stored();
    failing = true;
    expect(await remove(recognizeId, `/devices/${deviceId}`)).toBe(503);
    expect(await remove(recognizeId)).toBe(503);
    expect(await stored()).toEqual(before);
  });

  it('by an enrollment that replaces, and the new device is not stored', async () => {
    const { recognizeId } = await enrollUser();
    const before = await stored();
    failing = true;
    await expect(enrollUser('BACKUP', recognizeId, { replace: true })).rejects.toThrow('server/unavailable');
    expect(await stored()).toEqual(before);
  });

  it('by sweep, which rejects and erases the rest', async () => {
    await enrollUser('TEMPORARY');
    backend.clock.now += 600_000;
    const before = await stored();
    failing = true;
    await expect(backend.server.sweep()).rejects.toThrow('the host has a fault');
    expect(await stored()).toEqual(before);
  });
});

describe('[T75] DELETE erases nothing at a path that is not exact', () => {
  it.each(['/', '//', '/.', '/%2E', '/x', '/devices', '?x=1#y', '%2F', '%00', '%20', ';x'])(
    'returns 404 for a device with the suffix %j',
    async (suffix) => {
      const { recognizeId, deviceId } = await enrollUser();
      const path = `people/${recognizeId}/devices/${deviceId}${suffix}`;
      const isExact = suffix.startsWith('?');
      expect((await backend.fetchAs(recognizeId, 'DELETE', path)).status).toBe(isExact ? 200 : 404);
      const devices = await rowsOf(backend, 'devices', 'device_id = $1', [deviceId]);
      expect(devices).toHaveLength(isExact ? 0 : 1);
    },
  );

  it.each([
    'devices/..',
    'devices/%2e%2e',
    'devices/.',
    'devices/',
    'devices',
    '',
    '.',
    'devices//',
    '/devices',
  ])('returns 404 or 405 for people/{recognizeId}/%s', async (path) => {
    const { recognizeId, deviceId } = await enrollUser();
    const response = await backend.fetchAs(recognizeId, 'DELETE', `people/${recognizeId}/${path}`);
    expect([404, 405]).toContain(response.status);
    expect(await rowsOf(backend, 'devices', 'device_id = $1', [deviceId])).toHaveLength(1);
  });
});
