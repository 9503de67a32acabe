// cspell:ignore Netzwerkverbindung wurde unterbrochen
import { afterEach, describe, expect, it, vi } from 'vitest';
import { authorize } from '../../../src/ceremonies/authorization.ts';
import { callHost } from '../../../src/ceremonies/call-host.ts';
import { withTimeout } from '../../../src/ceremonies/timeout.ts';
import type { HostCall } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { JsonValue } from '../../../src/wire/json.ts';

const call: HostCall = { ceremony: 'recover', operation: 'begin', method: 'POST', path: 'ceremonies' };
const { signal } = new AbortController();

/** What the client makes of an answer or a rejection of the page. */
const outcomeOf = (answer: () => unknown): Promise<unknown> =>
  callHost(
    { host: () => withTimeout((async () => answer() as JsonValue)(), signal), signal },
    call,
    (response) => response,
  ).catch((error: RecognizeError) => error);

const rejectWith = (thrown: unknown) => () => {
  throw thrown;
};
const errorWith = (fields: object) => Object.assign(new Error('Request failed'), fields);

const locked = { error: { code: 'ceremony/locked', remainingMs: 60_000 } };
const html = '<!doctype html><title>Oops</title>';
const signIn = '<!DOCTYPE html><form><input name="p" type="password"></form>';

describe('a network failure', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('is host/offline for the sign-in page of a public network', async () => {
    const answer = () => new Response(html, { status: 511 });
    expect(await outcomeOf(answer)).toMatchObject({ code: 'host/offline' });
  });

  it('is host/offline for a translated message of a browser that is offline, and host/rejected for other errors', async () => {
    const failed = rejectWith(new TypeError('Die Netzwerkverbindung wurde unterbrochen.'));
    vi.stubGlobal('navigator', { onLine: false });
    expect(await outcomeOf(failed)).toMatchObject({ code: 'host/offline' });
    vi.stubGlobal('navigator', { onLine: true });
    expect(await outcomeOf(failed)).toMatchObject({ code: 'host/rejected' });
  });
});

describe('a refusal of the backend module', () => {
  it.each<[string, () => unknown]>([
    ['is the answer', () => locked],
    ['is text', () => JSON.stringify(locked)],
    ['is text with a byte order mark', () => `\uFEFF${JSON.stringify(locked)}`],
    ['is in a Response', () => Response.json(locked, { status: 423 })],
    ['is in {status, data}', () => ({ status: 423, data: locked })],
    ['is thrown', rejectWith(locked)],
    ['is thrown as its inner object', rejectWith(locked.error)],
    ['is in the data of an axios error', rejectWith(errorWith({ response: { status: 423, data: locked } }))],
    [
      'is text in the data of an axios error',
      rejectWith(errorWith({ response: { status: 423, data: JSON.stringify(locked) } })),
    ],
    ['is in the data of a thrown {status, data}', rejectWith({ status: 423, data: locked })],
    [
      'is in the data of an error with `data`',
      rejectWith(errorWith({ status: 423, data: locked, response: { status: 423 } })),
    ],
    [
      'is in the Response of a ky error',
      rejectWith(errorWith({ response: Response.json(locked, { status: 423 }) })),
    ],
    ['is a thrown Response', rejectWith(Response.json(locked, { status: 423 }))],
    [
      'is in an HttpErrorResponse of Angular',
      rejectWith({ name: 'HttpErrorResponse', status: 423, error: locked, url: 'https://x/' }),
    ],
    ['is in the responseJSON of jQuery', rejectWith({ status: 423, responseJSON: locked, readyState: 4 })],
    ['is in a responseText', rejectWith({ status: 423, responseText: JSON.stringify(locked) })],
    ['is in the body of superagent', rejectWith(errorWith({ status: 423, response: { body: locked } }))],
    [
      'is the error of another copy of the package',
      rejectWith(errorWith({ code: 'ceremony/locked', remainingMs: 60_000, stage: undefined })),
    ],
  ])('%s', async (_, answer) => {
    const error = (await outcomeOf(answer)) as RecognizeError;
    expect(error).toMatchObject({ code: 'ceremony/locked' });
    expect(error.remainingMs).toBeGreaterThan(59_000);
  });
});

describe('an answer of something in front of the module', () => {
  const response = (status: number, body: string, headers = {}) => new Response(body, { status, headers });
  const axios = (status: number, data: unknown, headers = {}) =>
    rejectWith(errorWith({ code: 'ERR_BAD_REQUEST', response: { status, data, headers } }));

  it.each<[string, string, number, () => unknown]>([
    ['401 as text', 'server/unauthorized', 401, () => response(401, 'Unauthorized')],
    ['401 as JSON', 'server/unauthorized', 401, () => Response.json({ message: 'no' }, { status: 401 })],
    ['401 as JSON with its status', 'server/unauthorized', 401, () => ({ statusCode: 401, message: 'no' })],
    ['401 thrown by axios', 'server/unauthorized', 401, axios(401, 'Unauthorized')],
    ['401 thrown as a status', 'server/unauthorized', 401, rejectWith(errorWith({ status: 401 }))],
    ['401 of Angular', 'server/unauthorized', 401, rejectWith({ status: 401, error: html })],
    ['419 as HTML', 'server/unauthorized', 419, axios(419, html)],
    ['302 that is not followed', 'server/unauthorized', 302, () => response(302, '')],
    ['a sign-in page', 'server/unauthorized', 200, () => response(200, signIn)],
    ['403 as HTML', 'server/forbidden', 403, axios(403, html)],
    ['404 as HTML', 'host/bad-response', 404, axios(404, html)],
    ['404 as JSON', 'host/bad-response', 404, axios(404, { error: 'Not found' })],
    ['413 as HTML', 'server/bad-request', 413, axios(413, html)],
    ['429 as HTML', 'server/too-many', 429, axios(429, html)],
    ['500 as RFC 9457', 'server/unavailable', 500, () => ({ type: 'about:blank', status: 500 })],
    ['502 as HTML', 'server/unavailable', 502, axios(502, html)],
    ['503 in a Response', 'server/unavailable', 503, () => response(503, 'Down')],
    [
      '504 of superagent',
      'server/unavailable',
      504,
      rejectWith(errorWith({ response: { status: 504, text: '' } })),
    ],
    ['204', 'host/bad-response', 204, () => new Response(null, { status: 204 })],
    ['200 as HTML', 'host/bad-response', 200, () => response(200, html)],
    ['an error of a newer release', 'host/bad-response', 409, axios(409, { error: { code: 'x/new' } })],
  ])('%s is %s, with the status in the detail', async (_, code, status, answer) => {
    expect(await outcomeOf(answer)).toMatchObject({
      code,
      detail: expect.stringMatching(new RegExp(`^begin: status ${status}\\b`)),
    });
  });

  it('a sign-in page as text is server/unauthorized', async () => {
    expect(await outcomeOf(() => signIn)).toMatchObject({ code: 'server/unauthorized' });
  });

  it('a 413 names the limit that the module needs', async () => {
    expect(await outcomeOf(axios(413, html))).toMatchObject({
      detail: expect.stringContaining('allow 2,000,000 bytes'),
    });
  });

  it.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'Retry-After': '90' }, 90_000],
    [
      'a date, by the clock of the server',
      { 'retry-after': 'Wed, 01 Jan 2020 00:01:00 GMT', date: 'Wed, 01 Jan 2020 00:00:00 GMT' },
      60_000,
    ],
    ['a date without the time of the server', { 'retry-after': 'Wed, 01 Jan 2020 00:01:00 GMT' }, undefined],
    [
      'a date in the past',
      { 'retry-after': 'Wed, 01 Jan 2020 00:00:00 GMT', date: 'Thu, 02 Jan 2020 00:00:00 GMT' },
      undefined,
    ],
    ['more than a day', { 'retry-after': '99999999999' }, 86_400_000],
    ['something else', { 'retry-after': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('Retry-After with %s becomes the remaining time', async (_, headers, expected) => {
    for (const answer of [axios(429, html, headers), () => response(429, html, headers)]) {
      const { remainingMs } = (await outcomeOf(answer)) as RecognizeError;
      if (expected === undefined) expect(remainingMs).toBeUndefined();
      else expect(expected - remainingMs!).toBeLessThan(1_000);
    }
  });
});

describe('a failure to reach the server', () => {
  it.each<[string, unknown]>([
    ['Chromium', new TypeError('Failed to fetch')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['WebKit', new TypeError('Load failed')],
    ['Node', new TypeError('fetch failed')],
    ['axios', errorWith({ code: 'ERR_NETWORK', message: 'Network Error' })],
    ['Angular', { name: 'HttpErrorResponse', status: 0, error: {} }],
    ['jQuery', { status: 0, readyState: 0, responseText: '' }],
  ])('is host/offline in %s', async (_, thrown) => {
    expect(await outcomeOf(rejectWith(thrown))).toMatchObject({ code: 'host/offline' });
  });

  it.each<[string, unknown]>([
    ['AbortSignal.timeout', new DOMException('timed out', 'TimeoutError')],
    ['axios', errorWith({ code: 'ECONNABORTED' })],
  ])('is host/no-response after the timeout of %s', async (_, thrown) => {
    expect(await outcomeOf(rejectWith(thrown))).toMatchObject({ code: 'host/no-response' });
  });

  it.each<[string, unknown]>([
    ['a bug of the page', new TypeError('x is undefined')],
    ['a text', 'no'],
    ['nothing', undefined],
  ])('is not assumed for %s, which is host/rejected', async (_, thrown) => {
    expect(await outcomeOf(rejectWith(thrown))).toMatchObject({ code: 'host/rejected' });
  });
});

describe('a success', () => {
  const success = { body: 'AQID' };

  it.each<[string, () => unknown]>([
    ['JSON', () => success],
    ['text', () => JSON.stringify(success)],
    ['a Response', () => Response.json(success)],
    ['{status, data}', () => ({ status: 200, data: success })],
    ['{status, body}', () => ({ status: 200, body: success })],
  ])('is read from %s', async (_, answer) => {
    expect(await outcomeOf(answer)).toEqual(success);
  });
});

it('an authorization function that rejects is read in the same way', async () => {
  const authorizeWith = (thrown: unknown) =>
    authorize(
      rejectWith(thrown) as () => string,
      { ceremony: 'recover', recognizeId: 'ann', origin: 'https://bank.example' },
      signal,
    );
  await expect(authorizeWith(errorWith({ response: { status: 401, data: html } }))).rejects.toMatchObject({
    code: 'server/unauthorized',
    detail: expect.stringMatching(/^authorization: status 401/),
  });
  await expect(authorizeWith(new TypeError('Failed to fetch'))).rejects.toMatchObject({
    code: 'host/offline',
  });
  await expect(authorizeWith(new RecognizeError('storage/lost'))).rejects.toMatchObject({
    code: 'storage/lost',
  });
});
