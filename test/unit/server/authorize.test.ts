import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRecognizeServer,
  type Operation,
  operations,
  type Permission,
} from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { failuresOf, rowsOf, withServer } from './backend.support.ts';
import { beginCeremony, bindBrowser, createDeviceKeys, enroll, post, prepareFinish } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

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
  const response = await backend.fetchAs(undefined, method, path, body);
  expect(await refusal(response)).toEqual([401, 'server/unauthorized']);
});

it.each(requests)('%s %s returns 403 for another user', async (method, path, body) => {
  const response = await backend.fetchAs('bea', method, path, body);
  expect(await refusal(response)).toEqual([403, 'server/forbidden']);
});

// The ceremony of EvaluateRequest and FinishRequest is stored: see below.
it.each(requests.filter(([, path]) => !path.includes('ceremonies/')))(
  '%s %s returns 403 when the operation is not allowed',
  async (method, path, body) => {
    const server = await createRecognizeServer({
      ...backend.settings,
      authorize: async () => ({ recognizeId: 'ann', allow: [] }),
    });
    const response = await withServer(backend, server).fetchAs('ann', method, path, body);
    await server.close();
    expect(await refusal(response)).toEqual([403, 'server/forbidden']);
  },
);

it.each(['.well-known/recognize', 'jwks.json'])('GET %s needs no permission', async (path) => {
  expect((await backend.fetchAs(undefined, 'GET', path)).status).toBe(200);
});

describe('a permission that is withdrawn during a run', () => {
  const face = syntheticFace(1);
  /** The same backend while the first factor of its user allows these operations. */
  async function allowing<Result>(
    allow: readonly Operation[],
    work: (limited: TestBackend) => Promise<Result>,
  ) {
    const authorize = async () => ({ recognizeId: 'ann', allow });
    const server = await createRecognizeServer({ ...backend.settings, authorize });
    return work(withServer(backend, server)).finally(() => server.close());
  }

  it.each(['recover', 'authenticate'] as const)('[T74] stops it at every request: %s', async (ceremony) => {
    const enrollment = await enroll(backend, 'ann', face());
    const bound = await bindBrowser(backend, enrollment, face());
    const { clientShare, deviceId } = ceremony === 'recover' ? enrollment : bound;
    const keys = ceremony === 'recover' ? await createDeviceKeys() : bound.keys;
    const options = { recognizeId: 'ann', ceremony, clientShare, keys } as const;
    const others = operations.filter((operation) => operation !== ceremony);
    const forbidden = {
      status: 403,
      error: { code: 'server/forbidden', detail: `${ceremony}: expected a first factor that allows it` },
    };
    const before = await failuresOf(backend, deviceId);
    const begun = await beginCeremony(backend, options);
    const evaluate = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
    for (const allow of [[], others])
      await allowing(allow, async (limited) => {
        expect(await post(limited, 'ann', evaluate.path, evaluate.message)).toMatchObject(forbidden);
      });
    expect(await failuresOf(backend, deviceId)).toEqual(before);

    const devices = await rowsOf(backend, 'devices');
    const { request } = await prepareFinish(backend, options, face());
    for (const allow of [[], others])
      await allowing(allow, async (limited) => {
        expect(await post(limited, 'ann', request.path, request.message)).toMatchObject(forbidden);
      });
    expect(await rowsOf(backend, 'devices')).toHaveLength(devices.length);
    await allowing([ceremony], async (limited) => {
      expect((await post(limited, 'ann', request.path, request.message)).status).toBe(200);
    });
    // A stored response is not repeated either.
    await allowing([], async (limited) => {
      expect(await post(limited, 'ann', request.path, request.message)).toMatchObject(forbidden);
    });
  });
});

it.each<[string, unknown, string]>([
  ['a number as recognizeId', { recognizeId: 5, allow: [] }, 'authorize: recognizeId: expected 1 to 200'],
  ['no list of operations', { recognizeId: 'ann' }, 'authorize: allow: missing'],
  [
    'operations as text',
    { recognizeId: 'ann', allow: 'enroll' },
    'authorize: allow: expected a list of operations',
  ],
  [
    'a misspelled operation',
    { recognizeId: 'ann', allow: ['list-devices', 'removeDevice'] },
    'authorize: allow.1: expected one of enroll, recover',
  ],
  ['true', true, 'authorize: expected { recognizeId, allow }'],
])('logs what is wrong when authorize returns %s', async (_case, permission, cause) => {
  const authorize = async () => permission as Permission;
  const server = await createRecognizeServer({ ...backend.settings, authorize });
  const response = await withServer(backend, server).fetchAs('ann', 'GET', 'people/ann/devices');
  await server.close();
  expect(response.status).toBe(503);
  expect(backend.logged.at(-1)).toMatchObject({ status: 503, cause: expect.stringContaining(cause) });
});
