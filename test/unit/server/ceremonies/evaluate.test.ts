import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseFinishResponse } from '../../../../src/wire/messages/finish.ts';
import { plainReport } from '../../../support/capture.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { beginCeremony, createDeviceKeys, enroll, post, send } from '../support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
let begin: () => ReturnType<typeof beginCeremony>;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
  const { clientShare } = await enroll(backend, 'ann', face());
  const keys = await createDeviceKeys();
  begin = () => beginCeremony(backend, { recognizeId: 'ann', ceremony: 'recover', clientShare, keys });
});
afterAll(() => backend.close());

it('returns EvaluateResponses of one length for a match and a mismatch', async () => {
  const lengths = new Set<number>();
  for (const visibleFace of [face, syntheticFace(5)]) {
    const begun = await begin();
    const { path, message } = await begun.sealEvaluate(begun.createEvaluateRequest(visibleFace()));
    lengths.add((await post(backend, 'ann', path, message)).body!.length);
  }
  expect(lengths.size).toBe(1);
});

it('[T26] ends in a mismatch when the EvaluateRequest belongs to another ceremony', async () => {
  const first = await begin();
  const second = await begin();
  const evaluateRequest = first.createEvaluateRequest(face());
  second.createEvaluateRequest(face());
  const evaluateResponse = await send(backend, 'ann', await second.sealEvaluate(evaluateRequest));
  const { finishRequest } = await second.session.createFinishRequest(
    evaluateResponse,
    plainReport,
    second.sign,
  );
  const finishResponse = await send(backend, 'ann', await second.sealFinish(finishRequest));
  expect(parseFinishResponse(finishResponse).recognized).toBe(false);
});
