import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { enroll, enrollment, fetchOn, refused, rowsOf, send } from './client.ts';

/** HPKE has no forward secrecy: its keys live for thirty days and are then destroyed. */
const day = 86_400_000;
let world: TestBackend;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

const announced = async () => (await world.server.configuration()).envelopeKey;
const kept = () => rowsOf<{ expires: number }>(world, 'envelope_keys');

describe('the keys of the envelope', () => {
  it('are announced for fifteen days, opened for thirty, then gone', async () => {
    const first = await announced();
    const old = await enrollment(world, 'ann', face());
    const older = await enrollment(world, 'ann', face());
    world.clock.now += 14 * day;
    expect(await announced()).toBe(first);
    world.clock.now += 2 * day;
    const second = await announced();
    expect(second).not.toBe(first);
    expect(await kept()).toHaveLength(2);
    // Sealed to the first key: still opened. That the token in it has expired is another matter.
    expect((await refused(send(world, 'ann', old.request))).code).toBe('ceremony/session-expired');
    world.clock.now += 15 * day;
    expect((await refused(send(world, 'ann', older.request))).code).toBe('security/envelope-invalid');
    await world.server.sweep();
    const left = await kept();
    expect(left.every(({ expires }) => expires > world.clock.now)).toBe(true);
    expect(JSON.stringify(left.map((row) => Object.values(row)))).not.toContain(first);
    await enroll(world, 'ann', face());
  });

  it('that another process has made are found', async () => {
    const before = await announced();
    world.clock.now += 16 * day;
    const other = await createRecognizeServer(world.settings);
    const { envelopeKey } = await other.configuration();
    expect(envelopeKey).not.toBe(before);
    const theirs = { ...world, server: other, fetchAs: fetchOn(other) } as TestBackend;
    const { request } = await enrollment(theirs, 'ann', face());
    await send(world, 'ann', request);
    await other.close();
  });

  it('rest sealed, and are signed by the key that pages pin', async () => {
    const configuration = await world.server.configuration();
    const key = await verifyEnvelopeKey(configuration, configuration.signingKey, world.clock.now);
    expect(toBase64url(key)).toBe(configuration.envelopeKey);
    await expect(
      verifyEnvelopeKey(configuration, toBase64url(key.slice(1)), world.clock.now),
    ).rejects.toThrow('security/matcher-key-mismatch');
    await expect(
      verifyEnvelopeKey(configuration, undefined, configuration.envelopeKeyExpires),
    ).rejects.toThrow('security/matcher-key-mismatch');
    for (const change of [
      { envelopeKey: toBase64url(new Uint8Array(65)) },
      { envelopeKeyExpires: configuration.envelopeKeyExpires + 1 },
      { envelopeKeySignature: toBase64url(new Uint8Array(64)) },
      { signingKey: toBase64url(new Uint8Array(64)) },
    ])
      await expect(
        verifyEnvelopeKey({ ...configuration, ...change }, undefined, world.clock.now),
      ).rejects.toThrow('security/matcher-key-mismatch');
    const rows = await rowsOf<{ sealed_private: Uint8Array }>(world, 'envelope_keys');
    // Nonce, tag and a private key of 32 bytes; the next test of a restart opens them with the same secret.
    expect(rows.every(({ sealed_private }) => sealed_private.length === 12 + 16 + 32)).toBe(true);
    await world.restart();
    expect((await world.server.configuration()).envelopeKey).toBe(configuration.envelopeKey);
  });

  it('a database of another secret is refused at the start, and stays as it was', async () => {
    const secret = toBase64url(new Uint8Array(32).fill(7));
    // The second time a new key is due, the third time none is left.
    for (const later of [0, 16 * day, 31 * day]) {
      world.clock.now += later;
      await world.server.sweep();
      const before = await kept();
      await expect(createRecognizeServer({ ...world.settings, secret })).rejects.toThrow('secret');
      expect(await kept()).toEqual(before);
    }
    await world.restart();
  });

  it('so is one in which nobody is enrolled, and a new key is due', async () => {
    await world.storage.query('delete from recognize_people');
    await announced();
    world.clock.now += 16 * day;
    const before = await kept();
    const secret = toBase64url(new Uint8Array(32).fill(7));
    await expect(createRecognizeServer({ ...world.settings, secret })).rejects.toThrow('secret');
    expect(await kept()).toEqual(before);
  });

  it('one that does not answer says so, not that the secret is wrong', async () => {
    const query = () => Promise.reject(new Error('connection refused'));
    const storage = Object.assign(Object.create(world.storage), { query });
    await expect(createRecognizeServer({ ...world.settings, storage })).rejects.toThrow('connection refused');
  });
});
