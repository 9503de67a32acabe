import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecognizeErrorJson } from '../../../src/errors.ts';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { dying, testStorage } from '../../support/storage.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import {
  deviceKeys,
  type Enrolled,
  enroll,
  fetchOn,
  post,
  prepare,
  refused,
  request,
  rowsOf,
  send,
} from './client.ts';

let world: TestBackend;
let ann: Enrolled;
let keys: CryptoKeyPair;
const face = drawnFace(1);

beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
  keys = await deviceKeys();
  ann = await enroll(world, 'ann', face());
}, 60_000);
// Runs that these tests leave open must not stand in the way of the next one.
beforeEach(() => {
  world.clock.now += 700_000;
});
afterAll(() => world.close());

const options = () => ({ recognizeId: 'ann', ceremony: 'recover', client: ann.client, keys }) as const;
describe('a sealed body', () => {
  const first = async (change: (beginRequest: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) => {
    const { beginRequest } = await prepare(world, options());
    const sealed = await request(world, 1, 'ann', 'ceremonies', change(beginRequest), {
      ceremony: 'recover',
    });
    return refused(send(world, 'ann', sealed));
  };
  const set = (at: number, value: number) => (beginRequest: Uint8Array<ArrayBuffer>) => {
    beginRequest[at] = value;
    return beginRequest;
  };

  it.each<[string, (beginRequest: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>, string, number]>([
    ['of another version', set(0, 2), 'security/envelope-invalid', 400],
    ['of another suite', set(1, 2), 'security/envelope-invalid', 400],
    ['of another n', set(2, 4), 'client-state/model-mismatch', 409],
    ['too short', (beginRequest) => beginRequest.slice(0, -1), 'security/envelope-invalid', 400],
    ['too long', (beginRequest) => new Uint8Array([...beginRequest, 0]), 'security/envelope-invalid', 400],
    ['empty', () => new Uint8Array(0), 'client-state/model-mismatch', 409],
    ['with a device key off the curve', set(2100 + 63, 0), 'security/envelope-invalid', 400],
    ['with a share id that nobody has', set(2084, 0), 'client-state/revoked', 409],
  ])('%s', async (_what, change, code, status) => {
    expect(await first(change)).toEqual({ code, status });
  });

  it('with a transfer off the curve ends at EvaluateRequest, and no attempt is counted', async () => {
    const { beginRequest, session, sign } = await prepare(world, options());
    beginRequest[beginRequest.length - 1]! ^= 1;
    const answer = await send(
      world,
      'ann',
      await request(world, 1, 'ann', 'ceremonies', beginRequest, { ceremony: 'recover' }),
    );
    await session.acceptBeginResponse(answer);
    const id = toBase64url(answer.slice(96, 128));
    const evaluateRequest = session.createEvaluateRequest(new Uint8Array(32));
    const second = await request(world, 2, 'ann', `ceremonies/${id}/evaluate`, evaluateRequest);
    for (let i = 0; i < 2; i++)
      expect(await refused(send(world, 'ann', second))).toEqual({
        code: 'security/envelope-invalid',
        status: 400,
      });
    expect(sign).toBeDefined();
    const [device] = await rowsOf<{ in_life: number }>(world, 'devices', 'device_id = $1', [ann.deviceId]);
    expect(device!.in_life).toBe(0);
  });

  it('altered, cut, of another step or person, or in plain text', async () => {
    const { beginRequest } = await prepare(world, options());
    const seal = (step: 1 | 2 | 3, person: string) =>
      request(world, step, person, 'ceremonies', beginRequest, { ceremony: 'recover' });
    const good = String((await seal(1, 'ann')).message.body);
    const bodies = [
      `${good.slice(0, 200)}${good[200] === 'A' ? 'B' : 'A'}${good.slice(201)}`,
      good.slice(0, -4),
      (await seal(2, 'ann')).message.body,
      (await seal(1, 'bea')).message.body,
      toBase64url(beginRequest),
      '',
      '!!!!',
      'AAAAA',
      7,
      undefined,
    ];
    for (const body of bodies) {
      const answer = await post(world, 'ann', 'ceremonies', {
        recognizeId: 'ann',
        ceremony: 'recover',
        body,
      });
      expect([answer.status, answer.error?.code], String(body).slice(0, 20)).toEqual([
        400,
        'security/envelope-invalid',
      ]);
    }
  });

  it('of a length that no request has is refused before it costs a decryption or a look into the database', async () => {
    const storage = dying(await testStorage());
    const counting = await createTestBackend({ storage });
    const refuse = async (path: string, length: number, more: object) => {
      storage.dieAt(Number.POSITIVE_INFINITY);
      const message = { ...more, recognizeId: 'ann', body: toBase64url(new Uint8Array(length)) };
      const { error } = await post(counting, 'ann', path, message);
      return [error?.code, storage.seen > 0];
    };
    const overhead = 65 + 16;
    const unknown = `ceremonies/${'A'.repeat(43)}`;
    const steps = [
      ['ceremonies', 2164 + 64 * 8192, { ceremony: 'enroll' }],
      ['ceremonies', 2164 + 64 * 8192, { ceremony: 'recover' }],
      [`${unknown}/evaluate`, 1024 + 32, {}],
      [`${unknown}/finish`, 128, {}],
    ] as const;
    for (const [path, longest, more] of steps)
      for (const length of [0, overhead - 1, overhead + longest + 1])
        expect(await refuse(path, length, more), path).toEqual(['security/envelope-invalid', false]);
    // The longest that there is gets as far as before.
    const seen = [];
    for (const [path, longest, more] of steps) seen.push(await refuse(path, overhead + longest, more));
    expect(seen.map(([code]) => code)).toEqual([
      'security/envelope-invalid',
      'security/envelope-invalid',
      'ceremony/session-unknown',
      'ceremony/session-unknown',
    ]);
    await counting.close();
  });

  it('longer than anything we know is not read to its end', async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const init = { method: 'POST', headers: { 'x-person': 'ann' }, body: endless, duplex: 'half' };
    const response = await world.server.fetch(new Request(`${origin}/ceremonies`, init as RequestInit));
    expect(response.status).toBe(400);
    expect(given).toBeLessThan(3_000_000);
  });

  it.each([
    ['', 'host/bad-response'],
    ['{', 'host/bad-response'],
    ['[]', 'host/bad-response'],
    ['null', 'host/bad-response'],
    ['"x"', 'host/bad-response'],
    ['{}', 'host/bad-response'],
    ['{"recognizeId":7}', 'host/bad-response'],
    ['{"recognizeId":"ann"}', 'security/envelope-invalid'],
    ['{"recognizeId":"ann","body":"AAAA"}', 'host/bad-response'],
    ['{"recognizeId":"ann","body":"AAAA","ceremony":"other"}', 'host/bad-response'],
    ['{"recognizeId":"ann","body":"AAAA","ceremony":"recover"}', 'security/envelope-invalid'],
  ])('in no JSON, or without what belongs there: %s', async (text, code) => {
    const init = { method: 'POST', headers: { 'x-person': 'ann' }, body: text };
    const response = await world.server.fetch(new Request(`${origin}/ceremonies`, init));
    const { error } = (await response.json()) as { error: RecognizeErrorJson };
    expect([response.status, error.code]).toEqual([400, code]);
  });
});

describe('what a refusal shows', () => {
  it('is a code, whether to try again, and where to read; for what was not foreseen too', async () => {
    const broken = { ...world.settings, authorize: () => Promise.reject(new Error('the password is 1234')) };
    const server = await createRecognizeServer(broken);
    const response = await fetchOn(server)('ann', 'GET', 'people/ann/devices');
    await server.close();
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      error: { code: 'server/unavailable', retryable: true, docs: 'docs/errors.md#server-unavailable' },
    });
    expect(world.logged.at(-1)).toEqual({
      event: 'error',
      code: 'server/unavailable',
      status: 503,
      cause: 'the password is 1234',
    });
  });
});

it('no path, no method, no base path: 404', async () => {
  const server = await createRecognizeServer({ ...world.settings, basePath: '/recognize/' });
  const status = async (method: string, path: string) => (await fetchOn(server)('ann', method, path)).status;
  expect(await status('GET', 'recognize/jwks.json')).toBe(200);
  expect(await status('GET', 'recognize/.well-known/recognize')).toBe(200);
  for (const path of [
    'jwks.json',
    'recognizejwks.json',
    'recognize',
    'recognize/x',
    'recognize/people/%',
    'recognize/people',
  ])
    expect(await status('GET', path), path).toBe(404);
  for (const method of ['PUT', 'OPTIONS', 'DELETE'])
    expect(await status(method, 'recognize/people/ann/devices')).toBe(404);
  await server.close();
});
