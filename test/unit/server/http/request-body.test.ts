import { afterAll, beforeAll, expect, it } from 'vitest';
import { testStorage } from '../../../support/storage.ts';
import { createTestBackend, origin, type TestBackend } from '../../../support/test-backend.ts';

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
const idLength = 'recognizeId: expected 1 to 200 characters';

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

it('stops reading a body after 2,000,000 bytes', async () => {
  let bytesRead = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytesRead += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(0x20));
    },
  });
  expect(await sendRaw('POST', 'ceremonies', endless)).toEqual(
    badRequest('request body: expected at most 2,000,000 bytes'),
  );
  expect(bytesRead).toBeLessThan(3_000_000);
});
