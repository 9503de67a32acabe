import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecognizeServer, type RecognizeServer } from '../../../src/server/index.ts';
import { routes } from '../../../src/server/routes.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';

let backend: TestBackend;
let server: RecognizeServer;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
  server = await createRecognizeServer({ ...backend.settings, basePath: '/recognize/' });
});
afterAll(async () => {
  await server.close();
  await backend.close();
});

const call = (method: string, path: string) =>
  server.fetch(new Request(`${origin}${path}`, { method, headers: { 'x-user': 'ann' } }));
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('the handler', () => {
  it.each(['/recognize/jwks.json', '/recognize/.well-known/recognize'])(
    'returns 200 for GET %s',
    async (path) => {
      expect((await call('GET', path)).status).toBe(200);
    },
  );

  it.each(['/jwks.json', '/recognize', '/recognize/x', '/recognize//jwks.json', '/recognize/people/%'])(
    'returns 404 for %s',
    async (path) => {
      const response = await call('GET', path);
      expect([response.status, await codeOf(response)]).toEqual([404, 'server/not-found']);
    },
  );

  it('returns 404 for a dot segment in the URL of a foreign Request', async () => {
    // The constructor of Request would normalize the path.
    const request = { method: 'GET', url: `${origin}/x/../recognize/jwks.json` } as Request;
    expect((await server.fetch(request)).status).toBe(404);
  });

  it.each(['PUT', 'OPTIONS', 'DELETE', 'HEAD'])(
    'returns 405 and the allowed methods for %s',
    async (method) => {
      const response = await call(method, '/recognize/people/ann/devices');
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(await response.json()).toMatchObject({
        error: { code: 'server/bad-request', detail: 'method: expected GET, POST' },
      });
    },
  );
});

it('docs/server.md lists every route', () => {
  const docs = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
  for (const { method, path } of routes) expect(docs).toContain(`\`${method} ${path}\``);
});
