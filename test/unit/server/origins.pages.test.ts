import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, requestAs, type TestBackend } from '../../support/test-backend.ts';
import { failuresOf, rowsOf } from './backend.support.ts';
import { createDeviceKeys, type Enrollment, enroll, prepareCeremony, prepareEnrollment } from './support.ts';

const first = 'https://bank.example';
const second = 'https://www.bank.example';
const face = syntheticFace(1);
let backend: TestBackend;
let enrollment: Enrollment;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage(), origins: [first, second] });
  enrollment = await enroll(backend, 'ann', face());
});
afterAll(() => backend.close());

/** Sends a request as a page of an origin does. */
async function postFrom(origin: string | undefined, path: string, message: object) {
  const request = requestAs('ann', 'POST', path, message);
  if (origin !== undefined) request.headers.set('origin', origin);
  const response = await backend.server.fetch(request);
  const json = (await response.json()) as {
    authorization?: string;
    error?: { code: string; detail?: string };
  };
  return { status: response.status, ...json };
}

const bothOrigins = {
  status: 403,
  error: expect.objectContaining({
    code: 'server/forbidden',
    detail: `authorization.origin: ${first}, but the request comes from a page of ${second}; issue it for the origin of the page`,
  }),
};

describe('an authorization for one origin, used on a page of another one', () => {
  it('is refused at BeginRequest with both origins, and nothing is counted or used up', async () => {
    const { clientShare, deviceId } = enrollment;
    const token = await backend.token({ recognizeId: 'ann', ceremony: 'recover', origin: first });
    const begin = async () => {
      const keys = await createDeviceKeys();
      const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys, token } as const;
      const { sealBegin, beginRequest } = await prepareCeremony(backend, options);
      return (await sealBegin(beginRequest)).message;
    };
    expect(await postFrom(second, 'ceremonies', await begin())).toEqual(bothOrigins);
    expect(await rowsOf(backend, 'ceremonies', 'sid is not null')).toEqual([]);
    expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 0, sinceSuccess: 0 });
    expect((await postFrom(first, 'ceremonies', await begin())).status).toBe(200);
  });

  it('is refused at EnrollRequest with both origins, and nothing is stored', async () => {
    const { request } = await prepareEnrollment(backend, 'ann', face(), { claims: { origin: first } });
    const before = await rowsOf(backend, 'shares');
    expect(await postFrom(second, 'ceremonies', request.message)).toEqual(bothOrigins);
    expect(await rowsOf(backend, 'shares')).toEqual(before);
    expect((await postFrom(first, 'ceremonies', request.message)).status).toBe(200);
  });

  it.each([undefined, 'null'])(
    'is not noticed by the server when the request has the origin %s',
    async (origin) => {
      const { request } = await prepareEnrollment(backend, 'ann', face(), { claims: { origin: second } });
      expect((await postFrom(origin, 'ceremonies', request.message)).status).toBe(200);
    },
  );
});

describe('POST people/{recognizeId}/devices', () => {
  const path = 'people/ann/devices';
  const originIn = ({ authorization }: { authorization?: string }) =>
    (JSON.parse(Buffer.from(authorization!.split('.')[1]!, 'base64url').toString()) as { origin: string })
      .origin;

  it.each([
    ['the header', second, {}, second],
    ['the body, normalized', undefined, { origin: 'https://WWW.bank.example/' }, second],
    ['the header, which the body cannot change', second, { origin: first }, second],
  ])('issues an authorization for the origin in %s', async (_where, header, body, expected) => {
    expect(originIn(await postFrom(header, path, body))).toBe(expected);
  });

  it.each([undefined, 'null'])(
    'returns 400 without an origin, when the server has several: %s',
    async (origin) => {
      expect(await postFrom(origin, path, {})).toMatchObject({
        status: 400,
        error: {
          code: 'server/bad-request',
          detail: `origin: the request has no header Origin; send {"origin": …} with one of ${first}, ${second}`,
        },
      });
    },
  );

  it.each([
    ['the header', 'https://evil.example', {}],
    ['the body', undefined, { origin: 'https://evil.example' }],
  ])('returns 403 for another origin in %s', async (_where, header, body) => {
    expect(await postFrom(header, path, body)).toMatchObject({
      status: 403,
      error: {
        code: 'server/forbidden',
        detail: `origin: https://evil.example is not one of the origins of this server (${first}, ${second})`,
      },
    });
  });
});
