import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { refusalOf, rowsOf, withServer } from './backend.support.ts';
import { enroll, prepareEnrollment, send } from './support.ts';

const DAY_MS = 86_400_000;
const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

const announcedKey = async () => (await backend.server.configuration()).envelopeKey;
const storedKeys = () => rowsOf<{ expires: number; sealed_private: Uint8Array }>(backend, 'envelope_keys');

it('[T55] announces a key for 15 days, opens requests to it for 30 days, then destroys it', async () => {
  const firstKey = await announcedKey();
  const firstRequest = await prepareEnrollment(backend, 'ann', face());
  const secondRequest = await prepareEnrollment(backend, 'ann', face());
  backend.clock.now += 14 * DAY_MS;
  expect(await announcedKey()).toBe(firstKey);
  backend.clock.now += 2 * DAY_MS;
  expect(await announcedKey()).not.toBe(firstKey);
  expect(await storedKeys()).toHaveLength(2);
  // The request to the first key still opens. The authorization in it has expired.
  expect((await refusalOf(send(backend, 'ann', firstRequest.request))).code).toBe('ceremony/session-expired');
  backend.clock.now += 15 * DAY_MS;
  expect((await refusalOf(send(backend, 'ann', secondRequest.request))).code).toBe(
    'security/envelope-invalid',
  );
  await backend.server.sweep();
  const rows = await storedKeys();
  expect(rows.every(({ expires }) => expires > backend.clock.now)).toBe(true);
  expect(JSON.stringify(rows.map((row) => Object.values(row)))).not.toContain(firstKey);
  await enroll(backend, 'ann', face());
});

it('opens a request to a key that another process has created', async () => {
  const before = await announcedKey();
  backend.clock.now += 16 * DAY_MS;
  const otherServer = await createRecognizeServer(backend.settings);
  expect((await otherServer.configuration()).envelopeKey).not.toBe(before);
  const { request } = await prepareEnrollment(withServer(backend, otherServer), 'ann', face());
  await send(backend, 'ann', request);
  await otherServer.close();
});

it('[T54] signs the announced key with the key that pages pin', async () => {
  const configuration = await backend.server.configuration();
  const { now } = backend.clock;
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
  await backend.restart();
  expect(await announcedKey()).toBe(before);
});
