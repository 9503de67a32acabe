import { afterAll, beforeAll, expect, it } from 'vitest';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { beginCeremony, createDeviceKeys, enroll, rowsOf, send } from './support.ts';

const SEAL_BYTES = 12 + 16;
const face = syntheticFace(1);
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

interface SecretColumns {
  readonly sealed_secret: Uint8Array | null;
  readonly points: Uint8Array | null;
  readonly m3: Uint8Array | null;
  readonly m4_hash: Uint8Array | null;
}

it('stores y encrypted until EvaluateResponse, then K, and no secret after FinishResponse', async () => {
  const { clientShare } = await enroll(world, 'ann', face());
  const keys = await createDeviceKeys();
  const begun = await beginCeremony(world, { recognizeId: 'ann', ceremony: 'recover', clientShare, keys });
  const readRow = async () =>
    (await rowsOf<SecretColumns>(world, 'ceremonies', 'ceremony_id = $1', [begun.id]))[0]!;

  const afterBegin = await readRow();
  expect(afterBegin.sealed_secret).toHaveLength(SEAL_BYTES + 32);
  expect(afterBegin.points).toHaveLength(64 * 256);

  const evaluateRequest = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
  const evaluateResponse = await send(world, 'ann', evaluateRequest);
  const afterEvaluate = await readRow();
  expect(afterEvaluate.sealed_secret).toHaveLength(SEAL_BYTES + 16);
  expect(afterEvaluate.points).toBeNull();
  expect(afterEvaluate.m4_hash).toHaveLength(32);

  const { finishRequest } = await begun.session.createFinishRequest(evaluateResponse, begun.sign);
  await send(world, 'ann', await begun.sealFinish(finishRequest));
  expect(await readRow()).toMatchObject({ sealed_secret: null, points: null, m3: null, m4_hash: null });
});

it('stores a server share encrypted', async () => {
  const { clientShare, serverShare } = await enroll(world, 'bea', face());
  const shareId = Buffer.from(clientShare.shareId).toString('base64url');
  const [row] = await rowsOf<{ sealed_share: Uint8Array }>(world, 'shares', 'share_id = $1', [shareId]);
  expect(row!.sealed_share).toHaveLength(SEAL_BYTES + serverShare.length);
  expect(Buffer.from(row!.sealed_share).includes(Buffer.from(serverShare.subarray(0, 8)))).toBe(false);
});
