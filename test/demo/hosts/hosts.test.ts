import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import express, { type RequestHandler } from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RecognizeServer, toNodeHandler } from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, requestAs, type TestBackend } from '../../support/test-backend.ts';
import { withServer } from '../../unit/server/backend.support.ts';
import { createDeviceKeys, enroll, prepareEnrollment, runCeremony } from '../../unit/server/support.ts';
import { createExpressHost } from './express.ts';
import { createFastifyHost } from './fastify.ts';
import { createHonoHost } from './hono.ts';
import { createNextRoute } from './next.ts';
import { rawRequest } from './raw-request.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage(), basePath: 'recognize-api/' });
});
afterAll(() => backend.close());

/** Answers as Next does: the function of the method, 405 without one. */
function createNextHost(recognize: RecognizeServer): Server {
  const route: Record<string, (request: Request) => Promise<Response>> = createNextRoute(recognize);
  const fetch = (request: Request) => route[request.method]?.(request) ?? new Response(null, { status: 405 });
  return createAdaptorServer({ fetch }) as Server;
}

async function createFastifyServer(recognize: RecognizeServer): Promise<Server> {
  const app = createFastifyHost(recognize);
  await app.ready();
  return app.server;
}

/** Express with another order or mount point than in the documentation. */
function createExpressServer(recognize: RecognizeServer, mount: string, ...before: RequestHandler[]): Server {
  const app = express();
  for (const middleware of before) app.use(middleware);
  app.use(mount, toNodeHandler(recognize));
  return createServer(app);
}

const hosts: [string, (recognize: RecognizeServer) => Server | Promise<Server>][] = [
  ['node:http', (recognize) => createServer(toNodeHandler(recognize))],
  ['Express', (recognize) => createServer(createExpressHost(recognize))],
  ['Express at the root', (recognize) => createExpressServer(recognize, '/')],
  [
    'Express after express.json()',
    (recognize) => createExpressServer(recognize, '/recognize-api', express.json({ limit: '1mb' })),
  ],
  [
    'Express after express.raw()',
    (recognize) =>
      createExpressServer(recognize, '/recognize-api', express.raw({ type: '*/*', limit: '1mb' })),
  ],
  [
    'Express after express.text()',
    (recognize) =>
      createExpressServer(recognize, '/recognize-api', express.text({ type: '*/*', limit: '1mb' })),
  ],
  ['Fastify', createFastifyServer],
  ['Hono', (recognize) => createAdaptorServer(createHonoHost(recognize)) as Server],
  ['Next', createNextHost],
];

describe.each(hosts)('a host on %s', (_name, createHost) => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = await createHost(backend.server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The backend over HTTP. */
  const overHttp = (): TestBackend => ({
    ...withServer(backend, backend.server),
    fetchAs: async (user, method, path, body) => {
      const url = `http://127.0.0.1:${port}/recognize-api/${path}`;
      const { headers } = requestAs(user, method, path);
      return fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    },
  });
  const call = (method: string, path: string, body?: string) =>
    rawRequest(port, method, `/recognize-api${path}`, body);

  it('enrolls, recovers, lists, renames, removes', async () => {
    const http = overHttp();
    const { clientShare, deviceId } = await enroll(http, 'ann', face());
    const options = {
      recognizeId: 'ann',
      ceremony: 'recover',
      clientShare,
      keys: await createDeviceKeys(),
    } as const;
    expect((await runCeremony(http, options, face())).finishResponse.recognized).toBe(true);
    const path = `/people/ann/devices/${deviceId}`;
    expect((await call('PATCH', path, '{"name":"Paper"}')).json).toMatchObject({ device: { name: 'Paper' } });
    expect((await call('POST', '/people/ann/devices', '{}')).json).toHaveProperty('authorization');
    expect(await call('DELETE', path)).toEqual({ status: 200, json: {} });
    expect((await call('DELETE', path)).status).toBe(404);
    expect((await call('DELETE', '/people/ann')).status).toBe(200);
  });

  it.each(['/jwks.json/', '//jwks.json', '/people/ann/', '/people/ann/devices/', '/people//devices'])(
    'returns 404 for %s',
    async (path) => {
      expect((await call('GET', path)).status).toBe(404);
      expect((await call('DELETE', path)).status).toBe(404);
    },
  );

  it('names the field of a wrong body', async () => {
    expect((await call('POST', '/ceremonies', '{}')).json.error?.detail).toBe('recognizeId: missing');
    const { status, json } = await call('PATCH', `/people/ann/devices/${'A'.repeat(22)}`, '{"name":7}');
    expect([status, json.error?.detail]).toEqual([400, 'name: expected 1 to 80 characters']);
  });

  it('answers the next request after a body that is too long', async () => {
    const { status } = await call(
      'POST',
      '/ceremonies',
      JSON.stringify({ recognizeId: 'x'.repeat(200_000) }),
    );
    expect(status).toBe(400);
    expect((await call('GET', '/jwks.json')).status).toBe(200);
  });

  it('logs no error when the client closes the connection during the body', async () => {
    const logged = backend.logged.length;
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /recognize-api/ceremonies HTTP/1.1\r\nhost: x\r\nx-user: ann\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"recognizeId"',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(backend.logged).toHaveLength(logged);
    expect((await call('GET', '/jwks.json')).status).toBe(200);
  });
});

it('Express with a parser limit below the longest message is answered by Express with 413', async () => {
  const { request } = await prepareEnrollment(backend, 'ann', face());
  const server = createExpressServer(backend.server, '/recognize-api', express.json({ limit: '1kb' }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(
    (await rawRequest(port, 'POST', '/recognize-api/ceremonies', JSON.stringify(request.message))).status,
  ).toBe(413);
  server.close();
});

describe('docs/server.md', () => {
  const docs = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
  const source = (name: string) =>
    readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')
      .split('\n')
      .map((line) => line.trim());

  it.each(['Express', 'Fastify', 'Hono', 'Next'])('shows the host on %s that is tested here', (name) => {
    const sample = new RegExp(`^### ${name}$.*?^\`\`\`ts\\n(.*?)^\`\`\``, 'ms').exec(docs)?.[1] ?? '';
    const statements = sample
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^(import|export|\/\/)/.test(line));
    expect(statements.length).toBeGreaterThan(0);
    for (const line of statements) expect(source(name.toLowerCase())).toContain(line);
  });
});
