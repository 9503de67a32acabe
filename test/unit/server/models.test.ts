import { expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, testModelSet } from '../../support/test-backend.ts';
import { beginCeremony, createDeviceKeys, enroll, refusalOf, withServer } from './support.ts';

it('returns client-state/model-mismatch when the server no longer has the model of the client state', async () => {
  const world = await createTestBackend({ storage: await testStorage() });
  const { clientShare } = await enroll(world, 'ann', syntheticFace(1)());
  const model = testModelSet();
  const newerModel = { ...model, embedder: { ...model.embedder, sha256: '1'.repeat(64) } };
  const server = await createRecognizeServer({ ...world.settings, models: [newerModel] });
  const options = { recognizeId: 'ann', ceremony: 'recover', clientShare } as const;
  const begun = beginCeremony(withServer(world, server), { ...options, keys: await createDeviceKeys() });
  expect(await refusalOf(begun)).toEqual({ code: 'client-state/model-mismatch', status: 409 });
  await server.close();
  await world.close();
});
