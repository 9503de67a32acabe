import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseFinishResponse } from '../../../../src/wire/messages/finish.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { beginCeremony, createDeviceKeys, enroll, post, send } from '../support.ts';

const face = syntheticFace(1);
let world: TestBackend;
let begin: () => ReturnType<typeof beginCeremony>;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
  const { clientShare } = await enroll(world, 'ann', face());
  const keys = await createDeviceKeys();
  begin = () => beginCeremony(world, { recognizeId: 'ann', ceremony: 'recover', clientShare, keys });
});
afterAll(() => world.close());

it('returns EvaluateResponses of one length for a match and a mismatch', async () => {
  const lengths = new Set<number>();
  for (const visibleFace of [face, syntheticFace(5)]) {
    const begun = await begin();
    const { path, message } = await begun.sealEvaluate(begun.createEvaluateRequest(visibleFace()));
    lengths.add((await post(world, 'ann', path, message)).body!.length);
  }
  expect(lengths.size).toBe(1);
});

it('leads to a mismatch when the EvaluateRequest belongs to another ceremony', async () => {
  const first = await begin();
  const second = await begin();
  const evaluateRequest = first.createEvaluateRequest(face());
  second.createEvaluateRequest(face());
  const evaluateResponse = await send(world, 'ann', await second.sealEvaluate(evaluateRequest));
  const { finishRequest } = await second.session.createFinishRequest(evaluateResponse, second.sign);
  const finishResponse = await send(world, 'ann', await second.sealFinish(finishRequest));
  expect(parseFinishResponse(finishResponse).recognized).toBe(false);
});
