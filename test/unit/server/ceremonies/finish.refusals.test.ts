import { afterAll, beforeAll, expect, it } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import {
  bindBrowser,
  createDeviceKeys,
  type Enrollment,
  enroll,
  post,
  prepareFinish,
  rowsOf,
} from '../support.ts';

const deviceLimit = 3;
const face = syntheticFace(1);
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage(), policy: { deviceLimit } });
});
afterAll(() => world.close());

const devicesOf = ({ recognizeId }: Enrollment) =>
  rowsOf(world, 'devices', 'recognize_id = $1', [recognizeId]);
const remove = ({ recognizeId }: Enrollment, path = '') =>
  world.fetchAs(recognizeId, 'DELETE', `people/${encodeURIComponent(recognizeId)}${path}`);

it.each<[string, (enrollment: Enrollment) => Promise<unknown>, string]>([
  [
    'the device limit is reached',
    async (enrollment) => {
      while ((await devicesOf(enrollment)).length < deviceLimit) await bindBrowser(world, enrollment, face());
    },
    'server/device-limit',
  ],
  [
    'the device was removed',
    (enrollment) => remove(enrollment, `/devices/${enrollment.deviceId}`),
    'client-state/revoked',
  ],
  ['the user was removed', (enrollment) => remove(enrollment), 'ceremony/session-unknown'],
  [
    'the ceremony has expired',
    async () => {
      world.clock.now += 601_000;
    },
    'ceremony/session-expired',
  ],
])('returns the same refusal for a match and a mismatch when %s', async (title, change, code) => {
  const responses: Awaited<ReturnType<typeof post>>[] = [];
  for (const visibleFace of [face, syntheticFace(9)]) {
    const recognizeId: string = `${title} ${responses.length}`;
    const enrollment = await enroll(world, recognizeId, face());
    const { clientShare } = enrollment;
    const keys = await createDeviceKeys();
    const options = { recognizeId, ceremony: 'recover', clientShare, keys } as const;
    const { request } = await prepareFinish(world, options, visibleFace());
    await change(enrollment);
    responses.push(await post(world, recognizeId, request.path, request.message));
  }
  expect(responses[0]).toEqual(responses[1]);
  expect(responses[0]!.error?.code).toBe(code);
});
