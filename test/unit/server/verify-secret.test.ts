import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { rowsOf } from './backend.support.ts';
import { enroll } from './support.ts';

const DAY_MS = 86_400_000;
const otherSecret = toBase64url(new Uint8Array(32).fill(7));
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
  await enroll(backend, 'ann', syntheticFace(1)());
});
afterAll(() => backend.close());

const storedKeys = () => rowsOf(backend, 'envelope_keys');
const startWithOtherSecret = () => createRecognizeServer({ ...backend.settings, secret: otherSecret });

it.each([
  ['while its envelope key is current', 0],
  ['when a new envelope key is due', 16 * DAY_MS],
  ['when no envelope key is left', 31 * DAY_MS],
])('refuses a database of another secret and does not change it: %s', async (_case, laterMs) => {
  backend.clock.now += laterMs;
  await backend.server.sweep();
  const before = await storedKeys();
  await expect(startWithOtherSecret()).rejects.toThrow('secret: expected');
  expect(await storedKeys()).toEqual(before);
});

it('refuses a database of another secret in which no user is enrolled', async () => {
  await backend.restart();
  await backend.storage.query('delete from recognize_people');
  await backend.server.configuration();
  backend.clock.now += 16 * DAY_MS;
  const before = await storedKeys();
  await expect(startWithOtherSecret()).rejects.toThrow('secret: expected');
  expect(await storedKeys()).toEqual(before);
});

it('rejects with the error of a database that cannot be reached', async () => {
  const query = () => Promise.reject(new Error('connection refused'));
  const storage = Object.assign(Object.create(backend.storage), { query });
  await expect(createRecognizeServer({ ...backend.settings, storage })).rejects.toThrow('connection refused');
});
