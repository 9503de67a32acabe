import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { enroll, rowsOf } from './support.ts';

const DAY_MS = 86_400_000;
const otherSecret = toBase64url(new Uint8Array(32).fill(7));
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
  await enroll(world, 'ann', syntheticFace(1)());
});
afterAll(() => world.close());

const storedKeys = () => rowsOf(world, 'envelope_keys');
const startWithOtherSecret = () => createRecognizeServer({ ...world.settings, secret: otherSecret });

it.each([
  ['while its envelope key is current', 0],
  ['when a new envelope key is due', 16 * DAY_MS],
  ['when no envelope key is left', 31 * DAY_MS],
])('refuses a database of another secret and does not change it: %s', async (_case, laterMs) => {
  world.clock.now += laterMs;
  await world.server.sweep();
  const before = await storedKeys();
  await expect(startWithOtherSecret()).rejects.toThrow('secret: expected');
  expect(await storedKeys()).toEqual(before);
});

it('refuses a database of another secret in which no user is enrolled', async () => {
  await world.restart();
  await world.storage.query('delete from recognize_people');
  await world.server.configuration();
  world.clock.now += 16 * DAY_MS;
  const before = await storedKeys();
  await expect(startWithOtherSecret()).rejects.toThrow('secret: expected');
  expect(await storedKeys()).toEqual(before);
});

it('rejects with the error of a database that does not answer', async () => {
  const query = () => Promise.reject(new Error('connection refused'));
  const storage = Object.assign(Object.create(world.storage), { query });
  await expect(createRecognizeServer({ ...world.settings, storage })).rejects.toThrow('connection refused');
});
