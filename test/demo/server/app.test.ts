import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MODELS } from '../../../demo/page/models.ts';
import { createDemoHost, type DemoHost } from './support.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

let host: DemoHost;
let recognizeId: string;
beforeAll(async () => {
  host = await createDemoHost();
  ({ recognizeId } = await host.register('ann'));
});
afterAll(() => host.close());

describe('a request without a session, or with an unknown session token', () => {
  const device = 'A'.repeat(22);
  it.each([
    ['POST', '/recognize-api/ceremonies'],
    ['GET', '/recognize-api/people/{ann}/devices'],
    ['PATCH', `/recognize-api/people/{ann}/devices/${device}`],
    ['DELETE', `/recognize-api/people/{ann}/devices/${device}`],
    ['DELETE', '/recognize-api/people/{ann}'],
    ['POST', '/api/authorizations'],
    ['GET', '/api/client-state'],
    ['POST', '/api/assertions'],
    ['POST', '/api/client-states'],
    ['POST', '/api/payments'],
    ['POST', '/api/payments/confirm'],
    ['GET', '/api/payments'],
  ])('returns 401: %s %s', async (method, path) => {
    const hasBody = method === 'POST' || method === 'PATCH';
    const body = hasBody ? { recognizeId, body: '', assertion: 'a.b.c' } : undefined;
    const forged = host.client();
    forged.cookie = `demo-session=${'A'.repeat(43)}`;
    for (const client of [host.client(), forged]) {
      const { status } = await client.fetch(method, path.replace('{ann}', recognizeId), body);
      expect(status).toBe(401);
    }
  });
});

it('returns 403 for a request from a page of another origin', async () => {
  const body = { name: 'ann', kind: 'code' };
  const { status } = await host.fetchFromOtherOrigin('POST', '/api/messages', body);
  expect(status).toBe(403);
});

describe('the model set', () => {
  const fetchModel = (file: string) => host.client().fetch('GET', MODELS.replace('manifest.json', file));

  it('is served from its folder at the address where pages load the models', async () => {
    const response = await fetchModel('manifest.json');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ schema: 1, id: 'recognize-1' });
    expect((await fetchModel('embed.onnx')).status).toBe(200);
  });

  it.each(['missing.onnx', '../package.json', '%2e%2e/package.json'])('returns 404 for %s', async (file) => {
    expect((await fetchModel(file)).status).toBe(404);
  });
});

describe('the page of all states', () => {
  const policyOf = async (path: string) =>
    (await host.client().fetch('GET', path)).headers.get('content-security-policy');

  it('may show itself in frames, which no other page may', async () => {
    expect(await policyOf('/states')).toMatch(/frame-src 'self'.*frame-ancestors 'self'/);
    expect(await policyOf('/')).toMatch(/frame-src 'none'.*frame-ancestors 'none'/);
  });

  it('has a backend while this machine alone reaches the host', async () => {
    expect((await host.client().fetch('POST', '/states-api/authorization', {})).status).toBe(400);
  });
});
