import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { enroll, prepareEnrollment, refusalOf, rowsOf, send, withServer } from './support.ts';

const DAY_MS = 86_400_000;
const face = syntheticFace(1);
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

const announcedKey = async () => (await world.server.configuration()).envelopeKey;
const storedKeys = () => rowsOf<{ expires: number; sealed_private: Uint8Array }>(world, 'envelope_keys');

it('announces a key for 15 days, opens requests to it for 30 days, then destroys it', async () => {
  const firstKey = await announcedKey();
  const early = await prepareEnrollment(world, 'ann', face());
  const lateEnrollment = await prepareEnrollment(world, 'ann', face());
  world.clock.now += 14 * DAY_MS;
  expect(await announcedKey()).toBe(firstKey);
  world.clock.now += 2 * DAY_MS;
  expect(await announcedKey()).not.toBe(firstKey);
  expect(await storedKeys()).toHaveLength(2);
  // The request to the first key still opens. The authorization in it has expired.
  expect((await refusalOf(send(world, 'ann', early.request))).code).toBe('ceremony/session-expired');
  world.clock.now += 15 * DAY_MS;
  expect((await refusalOf(send(world, 'ann', lateEnrollment.request))).code).toBe(
    'security/envelope-invalid',
  );
  await world.server.sweep();
  const rows = await storedKeys();
  expect(rows.every(({ expires }) => expires > world.clock.now)).toBe(true);
  expect(JSON.stringify(rows.map((row) => Object.values(row)))).not.toContain(firstKey);
  await enroll(world, 'ann', face());
});

it('opens a request to a key that another process has created', async () => {
  const before = await announcedKey();
  world.clock.now += 16 * DAY_MS;
  const otherServer = await createRecognizeServer(world.settings);
  expect((await otherServer.configuration()).envelopeKey).not.toBe(before);
  const { request } = await prepareEnrollment(withServer(world, otherServer), 'ann', face());
  await send(world, 'ann', request);
  await otherServer.close();
});

it('signs the announced key with the key that pages pin', async () => {
  const configuration = await world.server.configuration();
  const { now } = world.clock;
  const key = await verifyEnvelopeKey(configuration, configuration.signingKey, now);
  expect(toBase64url(key)).toBe(configuration.envelopeKey);
  const mismatch = 'security/matcher-key-mismatch';
  await expect(verifyEnvelopeKey(configuration, toBase64url(key.slice(1)), now)).rejects.toThrow(mismatch);
  await expect(verifyEnvelopeKey(configuration, undefined, configuration.envelopeKeyExpires)).rejects.toThrow(
    mismatch,
  );
  for (const change of [
    { envelopeKey: toBase64url(new Uint8Array(65)) },
    { envelopeKeyExpires: configuration.envelopeKeyExpires + 1 },
    { envelopeKeySignature: toBase64url(new Uint8Array(64)) },
    { signingKey: toBase64url(new Uint8Array(64)) },
  ])
    await expect(verifyEnvelopeKey({ ...configuration, ...change }, undefined, now)).rejects.toThrow(
      mismatch,
    );
});

it('stores private keys encrypted and opens them after a restart', async () => {
  const before = await announcedKey();
  const NONCE_TAG_KEY_BYTES = 12 + 16 + 32;
  for (const { sealed_private } of await storedKeys())
    expect(sealed_private).toHaveLength(NONCE_TAG_KEY_BYTES);
  await world.restart();
  expect(await announcedKey()).toBe(before);
});
