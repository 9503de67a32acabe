import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { withServer } from './support.ts';

let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

const ceremonyId = 'A'.repeat(43);
const deviceId = 'A'.repeat(22);
const requests = [
  ['POST', 'ceremonies', { recognizeId: 'ann', body: '', ceremony: 'recover' }],
  ['POST', `ceremonies/${ceremonyId}/evaluate`, { recognizeId: 'ann', body: '' }],
  ['POST', `ceremonies/${ceremonyId}/finish`, { recognizeId: 'ann', body: '' }],
  ['GET', 'people/ann/devices', undefined],
  ['POST', 'people/ann/devices', {}],
  ['GET', `people/ann/devices/${deviceId}`, undefined],
  ['PATCH', `people/ann/devices/${deviceId}`, { name: 'x' }],
  ['DELETE', `people/ann/devices/${deviceId}`, undefined],
  ['DELETE', 'people/ann', undefined],
] as const;

const refusal = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
};

it.each(requests)('%s %s returns 401 without a permission', async (method, path, body) => {
  const response = await world.fetchAs(undefined, method, path, body);
  expect(await refusal(response)).toEqual([401, 'server/unauthorized']);
});

it.each(requests)('%s %s returns 403 for another user', async (method, path, body) => {
  const response = await world.fetchAs('bea', method, path, body);
  expect(await refusal(response)).toEqual([403, 'server/forbidden']);
});

// EvaluateRequest and FinishRequest need only the user's session.
it.each(requests.filter(([, path]) => !path.includes('ceremonies/')))(
  '%s %s returns 403 when the operation is not allowed',
  async (method, path, body) => {
    const server = await createRecognizeServer({
      ...world.settings,
      authorize: async () => ({ recognizeId: 'ann', allow: [] }),
    });
    const response = await withServer(world, server).fetchAs('ann', method, path, body);
    await server.close();
    expect(await refusal(response)).toEqual([403, 'server/forbidden']);
  },
);

it.each(['.well-known/recognize', 'jwks.json'])('GET %s needs no permission', async (path) => {
  expect((await world.fetchAs(undefined, 'GET', path)).status).toBe(200);
});
