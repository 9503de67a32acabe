import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCipher } from '../../../src/server/encryption.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { begin, deviceKeys, enroll, rowsOf, send } from './client.ts';

let world: TestBackend;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

interface Secrets {
  readonly sealed_secret: Uint8Array | null;
  readonly points: Uint8Array | null;
  readonly evaluateRequest: Uint8Array | null;
  readonly m4_hash: Uint8Array | null;
}
const sealing = 12 + 16;

describe('what rests in the database of a run', () => {
  it('y with the points until EvaluateResponse is stored, then K, and nothing after FinishResponse', async () => {
    const { client } = await enroll(world, 'ann', face());
    const keys = await deviceKeys();
    const run = await begin(world, { recognizeId: 'ann', ceremony: 'recover', client, keys });
    const row = async () => (await rowsOf<Secrets>(world, 'ceremonies', 'ceremony_id = $1', [run.id]))[0]!;
    const afterBeginResponse = await row();
    expect([afterBeginResponse.sealed_secret!.length, afterBeginResponse.points!.length]).toEqual([
      sealing + 32,
      64 * 256,
    ]);
    const evaluateResponse = await send(world, 'ann', await run.second(run.evaluateRequest(face())));
    const afterEvaluateResponse = await row();
    expect([
      afterEvaluateResponse.sealed_secret!.length,
      afterEvaluateResponse.points,
      afterEvaluateResponse.m4_hash!.length,
    ]).toEqual([sealing + 16, null, 32]);
    const { finishRequest } = await run.session.createFinishRequest(evaluateResponse, run.sign);
    await send(world, 'ann', await run.third(finishRequest));
    const { sealed_secret, points, evaluateRequest, m4_hash } = await row();
    expect([sealed_secret, points, evaluateRequest, m4_hash]).toEqual([null, null, null, null]);
  });

  it('a server share sealed for its name, model and length', async () => {
    const { client, serverShare } = await enroll(world, 'bea', face());
    const shareId = Buffer.from(client.shareId).toString('base64url');
    const [row] = await rowsOf<{ sealed_share: Uint8Array }>(world, 'shares', 'share_id = $1', [shareId]);
    expect(row!.sealed_share).toHaveLength(sealing + serverShare.length);
    expect(Buffer.from(row!.sealed_share).includes(Buffer.from(serverShare.subarray(0, 8)))).toBe(false);
  });
});

describe('the cipher', () => {
  const cipher = createCipher(new Uint8Array(32).fill(1));
  const secret = new Uint8Array([1, 2, 3]);

  it('opens what it sealed, under a fresh nonce each time', () => {
    const [one, two] = [cipher.seal(secret, 'a'), cipher.seal(secret, 'a')];
    expect(one).not.toEqual(two);
    for (const sealed of [one, two]) expect(cipher.open(sealed, 'a')).toEqual(secret);
  });

  it('opens nothing of another context or key, and nothing that was changed', () => {
    const sealed = cipher.seal(secret, 'share x model 256');
    expect(() => cipher.open(sealed, 'share x model 512')).toThrow();
    expect(() => createCipher(new Uint8Array(32).fill(2)).open(sealed, 'share x model 256')).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice();
      changed[at]! ^= 1;
      expect(() => cipher.open(changed, 'share x model 256')).toThrow();
    }
    expect(() => cipher.open(sealed.slice(0, 20), 'share x model 256')).toThrow();
  });
});
