import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forwardTo } from '../../src/client/forward-to.ts';
import { type RecognizeRequest, RecognizeRequestEvent } from '../../src/events.ts';
import { errorCodeOf } from '../support/error-code.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let answer: Answer;
let url: string;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    answer(request, response, body);
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

const ask = (to: string, change: Partial<RecognizeRequest> = {}, init: RequestInit = {}) => {
  const event = new RecognizeRequestEvent({ ...request, ...change });
  forwardTo(to, init)(event);
  return event.answer!;
};

describe('forwardTo', () => {
  it('carries method, path, body and the headers of the page, and answers with the JSON', async () => {
    answer = ({ method, url: path, headers }, response, body) =>
      response.end(
        JSON.stringify({ method, path, body, type: headers['content-type'], own: headers['x-own'] }),
      );
    const found = await ask(`${url}/recognize`, {}, { headers: { 'x-own': 'yes' } });
    expect(found).toEqual({
      method: 'POST',
      path: '/recognize/ceremonies',
      body: '{"a":1}',
      type: 'application/json',
      own: 'yes',
    });
  });

  it('needs no care with slashes, and sends no body where there is none', async () => {
    answer = ({ method, url: path }, response, body) => response.end(JSON.stringify([method, path, body]));
    const { body: _, ...rest } = request;
    const event = new RecognizeRequestEvent({ ...rest, method: 'GET', path: 'people/a%2Fb/devices' });
    forwardTo(`${url}/recognize/`)(event);
    expect(await event.answer).toEqual(['GET', '/recognize/people/a%2Fb/devices', '']);
  });

  it('passes a refusal on as it is', async () => {
    const error = { code: 'ceremony/locked', until: 5, retryable: false, docs: '' };
    answer = (_request, response) => response.writeHead(423).end(JSON.stringify({ error }));
    expect(await ask(url)).toEqual({ error });
  });

  it.each([
    ['a page in place of JSON', 'host/bad-response', 200],
    ['a missing route', 'host/bad-response', 404],
    ['a broken gateway', 'server/unavailable', 502],
  ])('tells of %s', async (_name, code, status) => {
    answer = (_request, response) => response.writeHead(status).end('<!doctype html>');
    expect(await errorCodeOf(ask(url))).toBe(code);
  });

  it('tells of a backend that is not there, and of an answer that breaks off', async () => {
    expect(await errorCodeOf(ask('http://127.0.0.1:9'))).toBe('host/offline');
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"half":');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await errorCodeOf(ask(url))).toBe('host/offline');
  });
});
