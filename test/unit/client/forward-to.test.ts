import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forwardTo } from '../../../src/client/forward-to.ts';
import type { RecognizeError } from '../../../src/errors.ts';
import { type RecognizeRequest, RecognizeRequestEvent } from '../../../src/events.ts';
import { errorCodeOf } from '../../support/error-code.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let handle: Handler;
let url: string;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    handle(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const request: RecognizeRequest = {
  id: '1',
  ceremony: 'recover',
  operation: 'begin',
  method: 'POST',
  path: 'ceremonies',
  body: { a: 1 },
};

const send = (to: string, init: RequestInit = {}) => {
  const event = new RecognizeRequestEvent(request);
  forwardTo(to, init)(event);
  return event.answer!;
};

describe('forwardTo', () => {
  it('sends method, path, body and the headers of the page, and answers with the JSON of the response', async () => {
    handle = ({ method, url: path, headers }, response, body) =>
      response.end(
        JSON.stringify({ method, path, body, type: headers['content-type'], own: headers['x-own'] }),
      );
    const answer = await send(`${url}/recognize`, { headers: { 'x-own': 'yes' } });
    expect(answer).toEqual({
      method: 'POST',
      path: '/recognize/ceremonies',
      body: '{"a":1}',
      type: 'application/json',
      own: 'yes',
    });
  });

  it('accepts a URL with a trailing slash, and sends no body if the request has none', async () => {
    handle = ({ method, url: path }, response, body) => response.end(JSON.stringify([method, path, body]));
    const { body: _, ...rest } = request;
    const event = new RecognizeRequestEvent({ ...rest, method: 'GET', path: 'people/a%2Fb/devices' });
    forwardTo(`${url}/recognize/`)(event);
    expect(await event.answer).toEqual(['GET', '/recognize/people/a%2Fb/devices', '']);
  });

  it('answers with the error of the backend unchanged', async () => {
    const error = { code: 'ceremony/locked', until: 5, retryable: false, docs: '' };
    handle = (_request, response) => response.writeHead(423).end(JSON.stringify({ error }));
    expect(await send(url)).toEqual({ error });
  });

  it.each([
    ['HTML instead of JSON', 'host/bad-response', 200],
    ['a missing route', 'host/bad-response', 404],
    ['an error page of a gateway', 'server/unavailable', 502],
    ['a proxy that wants a session', 'server/unauthorized', 401],
    ['a firewall', 'server/forbidden', 403],
    ['a limit of the body', 'server/bad-request', 413],
    ['a rate limit', 'server/too-many', 429],
    ['an empty answer', 'host/bad-response', 204],
  ])('rejects %s with %s, and names status and URL', async (_name, code, status) => {
    handle = (_request, response) => response.writeHead(status).end(status === 204 ? '' : '<!doctype html>');
    await expect(send(url)).rejects.toMatchObject({
      code,
      detail: expect.stringContaining(`begin: status ${status} from ${url}/ceremonies`),
    });
  });

  it('rejects a 429 with the time of Retry-After, and a 413 with the length of the request', async () => {
    handle = (_request, response) => response.writeHead(429, { 'retry-after': '30' }).end('slow down');
    const error: RecognizeError = await send(url).then(
      () => expect.fail('resolved'),
      (thrown) => thrown,
    );
    expect(error.remainingMs).toBeGreaterThan(29_000);
    expect(error.remainingMs).toBeLessThanOrEqual(30_000);
    handle = (_request, response) => response.writeHead(413).end('<html>too large');
    await expect(send(url)).rejects.toMatchObject({ detail: expect.stringContaining('has 7 bytes') });
  });

  it('rejects a redirect to a sign-in page with server/unauthorized, without the query of the page', async () => {
    handle = ({ url: path }, response) =>
      path === '/login?next=secret'
        ? response.end('<!doctype html><h1>Sign in</h1>')
        : response.writeHead(302, { location: '/login?next=secret' }).end();
    for (const init of [{}, { redirect: 'manual' }] as const)
      await expect(send(url, init)).rejects.toMatchObject({
        code: 'server/unauthorized',
        detail: expect.not.stringContaining('secret'),
      });
  });

  it('rejects a redirect that cannot be followed with server/unauthorized', async () => {
    handle = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/login' }).end();
    expect(await errorCodeOf(send(url))).toBe('server/unauthorized');
  });

  it('reads JSON after a byte order mark', async () => {
    handle = (_request, response) => response.end('\uFEFF{"a":1}');
    expect(await send(url)).toEqual({ a: 1 });
  });

  it('rejects with host/offline without a connection, and when the response ends early', async () => {
    expect(await errorCodeOf(send('http://127.0.0.1:9'))).toBe('host/offline');
    handle = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"incomplete":');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await errorCodeOf(send(url))).toBe('host/offline');
  });
});
