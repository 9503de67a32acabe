import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import { createTestBackend, origin, requestAs, type TestBackend } from '../../../support/test-backend.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

/** Sends a raw body as user ann. */
async function sendRaw(method: string, path: string, body: BodyInit) {
  const init = { method, headers: { 'x-user': 'ann' }, body, duplex: 'half' } as RequestInit;
  const response = await backend.server.fetch(new Request(`${origin}/${path}`, init));
  const { error } = (await response.json()) as { error: { code: string; detail?: string } };
  return { status: response.status, code: error.code, detail: error.detail };
}
const badRequest = (detail: string) => ({ status: 400, code: 'server/bad-request', detail });

const recognizeId = 'ann';
const body = 'AAAA';
const base64url = 'body: expected base64url without padding';
const idLength =
  'recognizeId: expected 1 to 200 characters, not "." or "..", without U+0000 and unpaired surrogates';

it.each<[string, string]>([
  ['', 'request body: expected JSON'],
  ['{', 'request body: expected JSON'],
  ['[]', 'recognizeId: missing'],
  ['null', 'request body: expected a JSON object'],
  ['"x"', 'request body: expected a JSON object'],
  ['{}', 'recognizeId: missing'],
  [JSON.stringify({ recognizeId: 7, body, ceremony: 'recover' }), idLength],
  [JSON.stringify({ recognizeId: '', body, ceremony: 'recover' }), idLength],
  [JSON.stringify({ recognizeId: 'x'.repeat(201), body, ceremony: 'recover' }), idLength],
  [JSON.stringify({ recognizeId }), 'body: missing'],
  [JSON.stringify({ recognizeId, body: 7, ceremony: 'recover' }), base64url],
  [JSON.stringify({ recognizeId, body: '!!!!', ceremony: 'recover' }), base64url],
  [JSON.stringify({ recognizeId, body: 'AAAAA', ceremony: 'recover' }), base64url],
  [JSON.stringify({ recognizeId, body: 'AA==', ceremony: 'recover' }), base64url],
  [JSON.stringify({ recognizeId, body }), 'ceremony: missing'],
  [
    JSON.stringify({ recognizeId, body, ceremony: 'other' }),
    'ceremony: expected one of enroll, recover, authenticate',
  ],
])('returns server/bad-request with the field: POST ceremonies with %s', async (json, detail) => {
  expect(await sendRaw('POST', 'ceremonies', json)).toEqual(badRequest(detail));
});

it('names the Content-Encoding of a compressed body', async () => {
  const request = new Request(`${origin}/ceremonies`, {
    method: 'POST',
    headers: { 'x-user': 'ann', 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync(JSON.stringify({ recognizeId, body, ceremony: 'recover' }))),
  });
  expect(await (await backend.server.fetch(request)).json()).toMatchObject({
    error: { detail: 'request body: expected JSON without Content-Encoding, not gzip' },
  });
});

it.each(['evaluate', 'finish'])('returns server/bad-request with the field: POST …/%s', async (step) => {
  const path = `ceremonies/${'A'.repeat(43)}/${step}`;
  expect(await sendRaw('POST', path, '{}')).toEqual(badRequest('recognizeId: missing'));
  expect(await sendRaw('POST', path, JSON.stringify({ recognizeId, body: 'A' }))).toEqual(
    badRequest(base64url),
  );
});

it.each(['{}', '{"name":7}', '{"name":""}', '{"name":"\\u0000 "}'])(
  'returns server/bad-request for the new device name in %s',
  async (json) => {
    const path = `people/ann/devices/${'A'.repeat(22)}`;
    const { status, code, detail } = await sendRaw('PATCH', path, json);
    expect([status, code]).toEqual([400, 'server/bad-request']);
    expect(detail).toMatch(/^name: /);
  },
);

it('ignores a device description of the wrong type', async () => {
  const json = JSON.stringify({ recognizeId, body, ceremony: 'recover', device: 'Phone' });
  expect(await sendRaw('POST', 'ceremonies', json)).toMatchObject({ code: 'security/envelope-invalid' });
});

// The largest message for 1,024 bits, and 16,384 bytes for the rest.
const routes = [
  ['POST', 'challenges', 19_226],
  ['POST', 'ceremonies', 106_760],
  ['POST', `ceremonies/${'A'.repeat(43)}/evaluate`, 16_706],
  ['POST', `ceremonies/${'A'.repeat(43)}/finish`, 16_666],
  ['POST', 'people/ann/devices', 16_384],
  ['PATCH', `people/ann/devices/${'A'.repeat(22)}`, 16_384],
] as const;

describe.each(routes)('[T76] %s %s', (method, path, maxBytes) => {
  const tooLong = badRequest(`request body: expected at most ${maxBytes.toLocaleString('en-US')} bytes`);

  it('stops reading after the largest possible body', async () => {
    let bytesRead = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        bytesRead += 8_192;
        controller.enqueue(new Uint8Array(8_192).fill(0x20));
      },
    });
    expect(await sendRaw(method, path, endless)).toEqual(tooLong);
    expect(bytesRead).toBeLessThan(maxBytes + 3 * 8_192);
  });

  it('refuses a longer body by its announced length, without reading it', async () => {
    const request = new Request(`${origin}/${path}`, {
      method,
      headers: { 'x-user': 'ann', 'content-length': String(maxBytes + 1) },
      body: '{}',
    });
    const response = await backend.server.fetch(request);
    expect(await response.json()).toMatchObject({ error: { detail: tooLong.detail } });
    expect(request.bodyUsed).toBe(false);
  });

  it('does not parse two megabytes of brackets', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    expect(await sendRaw(method, path, '['.repeat(2_000_000))).toEqual(tooLong);
    expect(Math.max(0, ...parse.mock.calls.map(([json]) => json.length))).toBeLessThanOrEqual(maxBytes);
    parse.mockRestore();
  });
});

it('names the reason when authorize or a middleware has read the body', async () => {
  const request = requestAs('ann', 'POST', 'ceremonies', {});
  await request.text();
  const response = await backend.server.fetch(request);
  expect(await response.json()).toMatchObject({
    error: {
      code: 'server/bad-request',
      detail: 'request body: was read before; authorize and middleware must read request.clone()',
    },
  });
});

it('logs no error when the client closes the connection during the body', async () => {
  const logged = backend.logged.length;
  const interrupted = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('aborted')),
  });
  expect(await sendRaw('POST', 'ceremonies', interrupted)).toEqual(badRequest('request body: ended early'));
  expect(backend.logged).toHaveLength(logged);
});
