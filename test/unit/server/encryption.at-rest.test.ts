import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainReport } from '../../support/capture.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { rowsOf } from './backend.support.ts';
import { beginCeremony, createDeviceKeys, enroll, post, prepareFinish, send } from './support.ts';

const SEAL_BYTES = 12 + 16;
const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

interface SecretColumns {
  readonly sealed_secret: Uint8Array | null;
  readonly points: Uint8Array | null;
  readonly m3: Uint8Array | null;
  readonly m4_hash: Uint8Array | null;
}

it('[T62] stores y encrypted until EvaluateResponse, then K, and no secret after FinishResponse', async () => {
  const { clientShare } = await enroll(backend, 'ann', face());
  const keys = await createDeviceKeys();
  const begun = await beginCeremony(backend, { recognizeId: 'ann', ceremony: 'recover', clientShare, keys });
  const readRow = async () =>
    (await rowsOf<SecretColumns>(backend, 'ceremonies', 'ceremony_id = $1', [begun.id]))[0]!;

  const afterBegin = await readRow();
  expect(afterBegin.sealed_secret).toHaveLength(SEAL_BYTES + 32);
  expect(afterBegin.points).toHaveLength(64 * 256);

  const evaluateRequest = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
  const evaluateResponse = await send(backend, 'ann', evaluateRequest);
  const afterEvaluate = await readRow();
  expect(afterEvaluate.sealed_secret).toHaveLength(SEAL_BYTES + 16);
  expect(afterEvaluate.points).toBeNull();
  expect(afterEvaluate.m4_hash).toHaveLength(32);

  const { finishRequest } = await begun.session.createFinishRequest(
    evaluateResponse,
    plainReport,
    begun.sign,
  );
  await send(backend, 'ann', await begun.sealFinish(finishRequest));
  expect(await readRow()).toMatchObject({ sealed_secret: null, points: null, m3: null, m4_hash: null });
});

it('keeps less than 6,000 bytes of a finished recovery, and still repeats FinishResponse', async () => {
  const large = await createTestBackend({ storage: await testStorage(), n: 1024, tau: 320 });
  const { clientShare } = await enroll(large, 'ann', face());
  const keys = await createDeviceKeys();
  const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const;
  const { id, request } = await prepareFinish(large, options, face());
  const storedBytes = async () =>
    (
      await large.storage.query<{ bytes: number }>(
        'select pg_column_size(c.*)::int as bytes from recognize_ceremonies c where ceremony_id = $1',
        [id],
      )
    )[0]!.bytes;
  expect(await storedBytes()).toBeGreaterThan(49_000);
  const first = await post(large, 'ann', request.path, request.message);
  expect(await storedBytes()).toBeLessThan(6_000);
  expect(await post(large, 'ann', request.path, request.message)).toEqual(first);
  expect(first.status).toBe(200);
  await large.close();
});

it('[T02] stores a server share encrypted', async () => {
  const { clientShare, serverShare } = await enroll(backend, 'bea', face());
  const shareId = Buffer.from(clientShare.shareId).toString('base64url');
  const [row] = await rowsOf<{ sealed_share: Uint8Array }>(backend, 'shares', 'share_id = $1', [shareId]);
  expect(row!.sealed_share).toHaveLength(SEAL_BYTES + serverShare.length);
  expect(Buffer.from(row!.sealed_share).includes(Buffer.from(serverShare.subarray(0, 8)))).toBe(false);
});
