import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVault } from '../../../src/server/vault.ts';
import { testStorage } from '../../support/storage.ts';
import { createWorld, drawnFace, type World } from '../../support/world.ts';
import { begin, deviceKeys, enroll, rowsOf, send } from './client.ts';

let world: World;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createWorld({ storage: await testStorage() });
});
afterAll(() => world.close());

interface Secrets {
  readonly sealed_secret: Uint8Array | null;
  readonly points: Uint8Array | null;
  readonly m3: Uint8Array | null;
  readonly m4_hash: Uint8Array | null;
}
const sealing = 12 + 16;

describe('what rests in the database of a run', () => {
  it('y with the points until M4 is stored, then K, and nothing after M6', async () => {
    const { client } = await enroll(world, 'ann', face());
    const keys = await deviceKeys();
    const run = await begin(world, { recognizeId: 'ann', ceremony: 'recover', client, keys });
    const row = async () => (await rowsOf<Secrets>(world, 'ceremonies', 'ceremony_id = $1', [run.id]))[0]!;
    const afterM2 = await row();
    expect([afterM2.sealed_secret!.length, afterM2.points!.length]).toEqual([sealing + 32, 64 * 256]);
    const m4 = await send(world, 'ann', await run.second(run.m3(face())));
    const afterM4 = await row();
    expect([afterM4.sealed_secret!.length, afterM4.points, afterM4.m4_hash!.length]).toEqual([
      sealing + 16,
      null,
      32,
    ]);
    const { m5 } = await run.session.makeM5(m4, run.sign);
    await send(world, 'ann', await run.third(m5));
    const { sealed_secret, points, m3, m4_hash } = await row();
    expect([sealed_secret, points, m3, m4_hash]).toEqual([null, null, null, null]);
  });

  it('a server share sealed for its name, model and length', async () => {
    const { client, serverShare } = await enroll(world, 'bea', face());
    const shareId = Buffer.from(client.shareId).toString('base64url');
    const [row] = await rowsOf<{ sealed_share: Uint8Array }>(world, 'shares', 'share_id = $1', [shareId]);
    expect(row!.sealed_share).toHaveLength(sealing + serverShare.length);
    expect(Buffer.from(row!.sealed_share).includes(Buffer.from(serverShare.subarray(0, 8)))).toBe(false);
  });
});

describe('the vault', () => {
  const vault = createVault(new Uint8Array(32).fill(1));
  const secret = new Uint8Array([1, 2, 3]);

  it('opens what it sealed, under a fresh nonce each time', () => {
    const [one, two] = [vault.seal(secret, 'a'), vault.seal(secret, 'a')];
    expect(one).not.toEqual(two);
    for (const sealed of [one, two]) expect(vault.open(sealed, 'a')).toEqual(secret);
  });

  it('opens nothing of another context or key, and nothing that was changed', () => {
    const sealed = vault.seal(secret, 'share x model 256');
    expect(() => vault.open(sealed, 'share x model 512')).toThrow();
    expect(() => createVault(new Uint8Array(32).fill(2)).open(sealed, 'share x model 256')).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice();
      changed[at]! ^= 1;
      expect(() => vault.open(changed, 'share x model 256')).toThrow();
    }
    expect(() => vault.open(sealed.slice(0, 20), 'share x model 256')).toThrow();
  });
});
