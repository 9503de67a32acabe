import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRecognizeServer, type NodeRequest, toNodeHandler } from '../../../../src/server/index.ts';
import { rawRequest } from '../../../demo/hosts/raw-request.ts';
import { testStorage } from '../../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(
  server: Pick<Server, 'listen' | 'close' | 'address'> & NodeJS.EventEmitter,
): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A server on the handler, after other code has changed the request. */
const listenAfter = (
  change: (request: NodeRequest & Record<string, unknown>) => unknown,
  handle = toNodeHandler(backend.server),
) => {
  const listener: RequestListener = async (request, response) => {
    await change(request as never);
    await handle(request, response);
  };
  return listen(createServer(listener));
};

describe('toNodeHandler', () => {
  it.each([
    '/x/../jwks.json',
    '/x/%2e%2e/jwks.json',
    '/./jwks.json',
    '/jwks.json/.',
    '//jwks.json',
    '/\\jwks.json',
    '/jwks.json/..//jwks.json',
  ])('returns 404 for %s, which fetch would normalize', async (path) => {
    const port = await listen(createServer(toNodeHandler(backend.server)));
    expect((await rawRequest(port, 'GET', path)).status).toBe(404);
    expect((await rawRequest(port, 'GET', '/jwks.json?x=/../')).status).toBe(200);
  });

  it('removes no user for a device path with dot segments', async () => {
    const port = await listen(createServer(toNodeHandler(backend.server)));
    for (const path of [
      '/people/ann/devices/..',
      '/people/ann/devices/../../ann',
      '/people/ann/devices/%2e%2e',
    ])
      expect((await rawRequest(port, 'DELETE', path)).status).toBe(404);
  });

  it('takes the path from the absolute form of a proxy', async () => {
    const port = await listen(createServer(toNodeHandler(backend.server)));
    expect((await rawRequest(port, 'GET', `http://bank.example/jwks.json`)).status).toBe(200);
  });

  it.each(['', 'not a host', 'a/b', 'x?y'])('accepts the header host %j', async (host) => {
    const port = await listen(createServer(toNodeHandler(backend.server)));
    expect((await rawRequest(port, 'GET', '/jwks.json', undefined, { headers: { host } })).status).toBe(200);
  });

  it.each(['HEAD', 'OPTIONS', 'TRACE', 'PUT'])('answers the method %s with 400 or 405', async (method) => {
    const port = await listen(createServer(toNodeHandler(backend.server)));
    expect([400, 405]).toContain((await rawRequest(port, method, '/jwks.json')).status);
  });

  it('uses the body that a parser has read: an object, text, bytes', async () => {
    const name = '{"name":7}';
    const path = `/people/ann/devices/${'A'.repeat(22)}`;
    for (const body of [JSON.parse(name), name, Buffer.from(name)]) {
      const port = await listenAfter(async (request) => {
        for await (const _ of request);
        Object.assign(request, { body });
      });
      const { status, json } = await rawRequest(port, 'PATCH', path, name);
      expect([status, json.error?.detail]).toEqual([400, 'name: expected 1 to 80 characters']);
    }
  });

  it('names the reason when other code has read the body and not kept it', async () => {
    const port = await listenAfter(async (request) => {
      for await (const _ of request);
    });
    const { status, json } = await rawRequest(port, 'POST', '/ceremonies', '{}');
    expect([status, json.error]).toEqual([
      400,
      expect.objectContaining({
        code: 'server/bad-request',
        detail:
          'request body: was read before; mount this handler before the code that reads it, or set req.body',
      }),
    ]);
  });

  it('names the base path when the path of the mount point was cut', async () => {
    const server = await createRecognizeServer({ ...backend.settings, basePath: 'x' });
    const port = await listenAfter((request) => {
      request.url = request.url!.replace('/x', '');
    }, toNodeHandler(server));
    const { status, json } = await rawRequest(port, 'GET', '/x/jwks.json');
    expect([status, json.error?.detail]).toEqual([
      404,
      'path: /jwks.json is not below basePath /x; pass on the complete path, or change basePath',
    ]);
    await server.close();
  });

  it('passes on headers, and aborts the signal of the request when the client closes the connection', async () => {
    let aborted: Promise<unknown> | undefined;
    let cookie: string | null = null;
    let start: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      start = resolve;
    });
    const port = await listen(
      createServer(
        toNodeHandler({
          fetch: (request) => {
            cookie = request.headers.get('cookie');
            aborted = once(request.signal, 'abort');
            start();
            return aborted.then(() => new Response());
          },
        }),
      ),
    );
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /x HTTP/1.1\r\nhost: x\r\ncookie: a=1\r\n\r\n');
    await started;
    socket.destroy();
    await aborted;
    expect(cookie).toBe('a=1');
  });

  it('answers over HTTP/2', async () => {
    const port = await listen(createHttp2Server(toNodeHandler(backend.server)) as never);
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const call = async (headers: Record<string, string>, body?: string) => {
      const stream = session.request({ 'x-user': 'ann', ...headers });
      stream.end(body);
      const [{ ':status': status }] = await once(stream, 'response');
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      return { status, json: JSON.parse(Buffer.concat(chunks).toString()) };
    };
    expect((await call({ ':path': '/jwks.json' })).status).toBe(200);
    const { status, json } = await call({ ':method': 'POST', ':path': '/ceremonies' }, '{}');
    expect([status, json.error.detail]).toEqual([400, 'recognizeId: missing']);
    session.close();
  });
});

describe('fetch without the adapter', () => {
  it('names the adapter when it gets the request of a framework', async () => {
    const express = { method: 'GET', url: '/jwks.json', headers: {} } as never;
    expect(await (await backend.server.fetch(express)).json()).toMatchObject({
      error: {
        code: 'server/not-found',
        detail: 'url: expected an absolute URL; use toNodeHandler for (req, res) of Node',
      },
    });
    const wrapped = { method: 'GET', url: 'http://x/people/ann/devices', headers: {} } as never;
    expect(await (await backend.server.fetch(wrapped)).json()).toMatchObject({
      error: {
        detail: 'request: expected a Request of the Fetch API; use toNodeHandler for (req, res) of Node',
      },
    });
    expect((await backend.server.fetch(undefined as never)).status).toBe(503);
  });
});
