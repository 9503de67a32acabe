import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createMinimalHost } from '../../../demo/minimal/server.ts';
import { testStorage } from '../../support/storage.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));
vi.mock('recognize-elements/server/pglite', () => import('../../../src/server/storage/pglite.ts'));

const origin = 'http://localhost:5174';
let host: Awaited<ReturnType<typeof createMinimalHost>>;
beforeAll(async () => {
  host = await createMinimalHost({ origin, storage: await testStorage(), threads: 1 });
});
afterAll(async () => {
  await host.recognize.close();
  await host.storage.close();
});

const request = async (method: string, path: string, body?: string) =>
  host.fetch(new Request(origin + path, { method, ...(body === undefined ? {} : { body }) }));

it('authorizes a ceremony of the local user', async () => {
  const response = await request('POST', '/authorization', '{"ceremony":"enroll","activate":true}');
  expect(decodeJwt(await response.text())).toMatchObject({
    sub: 'local-user',
    origin,
    ceremony: 'enroll',
    activate: true,
  });
});

it.each(['', '{}', '{"ceremony":"dance"}'])('returns 400 for an authorization request %j', async (body) => {
  expect((await request('POST', '/authorization', body)).status).toBe(400);
});

it('returns 403 for what is not an assertion of the local user', async () => {
  const token = await host.recognize.issueAuthorization({
    recognizeId: 'local-user',
    ceremony: 'recover',
    origin,
  });
  for (const body of ['', 'a.b.c', token])
    expect((await request('POST', '/assertion', body)).status).toBe(403);
});

it('returns an empty client state, then the one that was stored last', async () => {
  expect(await (await request('GET', '/client-state')).text()).toBe('');
  await request('PUT', '/client-state', 'first');
  await request('PUT', '/client-state', 'second');
  expect(await (await request('GET', '/client-state')).text()).toBe('second');
});

it('allows every operation of the backend module', async () => {
  const response = await request('GET', '/recognize-api/people/local-user/devices');
  expect(await response.json()).toEqual({ devices: [] });
});

it('returns 401 without a session', async () => {
  const authorize = async () => undefined;
  const storage = await testStorage();
  const { fetch, recognize } = await createMinimalHost({ origin, storage, authorize, threads: 1 });
  for (const path of ['/client-state', '/recognize-api/people/local-user/devices'])
    expect((await fetch(new Request(origin + path))).status).toBe(401);
  await recognize.close();
  await storage.close();
});

it('serves its page', async () => {
  const response = await request('GET', '/');
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await response.text()).toContain('<recognize-enroll');
});
