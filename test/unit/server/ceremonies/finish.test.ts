import { afterAll, beforeAll, expect, it } from 'vitest';
import { responseOverhead } from '../../../../src/wire/envelope.ts';
import { finishResponseLength } from '../../../../src/wire/messages/finish.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { rowsOf } from '../backend.support.ts';
import { createDeviceKeys, enroll, prepareFinish, send } from '../support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

it('[T60] returns a match and a mismatch with the same status, headers and length', async () => {
  const { clientShare } = await enroll(backend, 'bea', face());
  const keys = await createDeviceKeys();
  const options = { recognizeId: 'bea', ceremony: 'recover', clientShare, keys } as const;
  const responses = [];
  for (const visibleFace of [face, syntheticFace(3)]) {
    const { request } = await prepareFinish(backend, options, visibleFace());
    const response = await backend.fetchAs('bea', 'POST', request.path, request.message);
    const json = await response.text();
    responses.push({ status: response.status, headers: [...response.headers], length: json.length, json });
  }
  const [match, mismatch] = responses.map(({ json: _, ...visible }) => visible);
  expect(match).toEqual(mismatch);
  const sealed = Buffer.from(JSON.parse(responses[0]!.json).body, 'base64url');
  expect(sealed).toHaveLength(finishResponseLength + responseOverhead);
  // The match has bound a browser.
  expect(await rowsOf(backend, 'devices', "recognize_id = 'bea'")).toHaveLength(2);
});

it.each([
  ['proof', 0],
  ['committed secret', 40],
  ['signature', 70],
])('returns a mismatch for a matching face with a changed %s', async (field, byte) => {
  const { clientShare } = await enroll(backend, field, face());
  const keys = await createDeviceKeys();
  const options = { recognizeId: field, ceremony: 'recover', clientShare, keys } as const;
  const { finishRequest, sealFinish } = await prepareFinish(backend, options, face());
  finishRequest[byte]! ^= 1;
  const finishResponse = await send(backend, field, await sealFinish(finishRequest));
  expect(finishResponse.every((value) => value === 0)).toBe(true);
  expect(await rowsOf(backend, 'devices', 'recognize_id = $1', [field])).toHaveLength(1);
});

it('answers a match, a mismatch and a refusal no earlier than the fixed delay', async () => {
  const policy = { finishDelayMs: 400 };
  const slow = await createTestBackend({ storage: await testStorage(), policy });
  try {
    const { clientShare } = await enroll(slow, 'ann', face());
    const keys = await createDeviceKeys();
    const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const;
    for (const visibleFace of [face, syntheticFace(3)]) {
      const { request } = await prepareFinish(slow, options, visibleFace());
      const expired = {
        ...request,
        path: request.path.replace(/ceremonies\/[^/]+/, `ceremonies/${'A'.repeat(43)}`),
      };
      for (const { path, message } of [expired, request]) {
        const start = performance.now();
        await slow.fetchAs('ann', 'POST', path, message);
        expect(performance.now() - start).toBeGreaterThanOrEqual(399);
      }
    }
  } finally {
    await slow.close();
  }
});
