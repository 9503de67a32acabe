import { afterAll, beforeAll, expect, it } from 'vitest';
import { responseOverhead } from '../../../../src/wire/envelope.ts';
import { finishResponseLength } from '../../../../src/wire/messages/finish.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { createDeviceKeys, enroll, prepareFinish, rowsOf, send } from '../support.ts';

const face = syntheticFace(1);
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

it('returns a match and a mismatch with the same status, headers and length', async () => {
  const { clientShare } = await enroll(world, 'bea', face());
  const keys = await createDeviceKeys();
  const options = { recognizeId: 'bea', ceremony: 'recover', clientShare, keys } as const;
  const responses = [];
  for (const visibleFace of [face, syntheticFace(3)]) {
    const { request } = await prepareFinish(world, options, visibleFace());
    const response = await world.fetchAs('bea', 'POST', request.path, request.message);
    const json = await response.text();
    responses.push({ status: response.status, headers: [...response.headers], length: json.length, json });
  }
  const [match, mismatch] = responses.map(({ json: _, ...visible }) => visible);
  expect(match).toEqual(mismatch);
  const sealed = Buffer.from(JSON.parse(responses[0]!.json).body, 'base64url');
  expect(sealed).toHaveLength(finishResponseLength + responseOverhead);
  // The match has bound a browser.
  expect(await rowsOf(world, 'devices', "recognize_id = 'bea'")).toHaveLength(2);
});

it.each([
  ['proof', 0],
  ['committed secret', 40],
  ['signature', 70],
])('returns a mismatch for a matching face with a changed %s', async (field, byte) => {
  const { clientShare } = await enroll(world, field, face());
  const keys = await createDeviceKeys();
  const options = { recognizeId: field, ceremony: 'recover', clientShare, keys } as const;
  const { finishRequest, sealFinish } = await prepareFinish(world, options, face());
  finishRequest[byte]! ^= 1;
  const finishResponse = await send(world, field, await sealFinish(finishRequest));
  expect(finishResponse.every((value) => value === 0)).toBe(true);
  expect(await rowsOf(world, 'devices', 'recognize_id = $1', [field])).toHaveLength(1);
});
