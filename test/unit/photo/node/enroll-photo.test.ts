import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '../../../../src/errors.ts';
import { decodeCenter } from '../../../../src/manifest/center.ts';
import { type EnrollPhotoOptions, enrollPhoto } from '../../../../src/photo/node/enroll-photo.ts';
import { createRecognizeServer, createSecret, operations } from '../../../../src/server/index.ts';
import { createNodeVision, type NodeVision } from '../../../../src/vision/node.ts';
import { errorOf } from '../../../support/error-code.ts';
import { testStorage } from '../../../support/storage.ts';
import { origin, type TestBackend } from '../../../support/test-backend.ts';
import { createTestBrowser } from '../../../support/test-browser.ts';
import { recoverIn } from '../../ceremonies/support.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const manifestPath = join(root, 'dist/assets/models/manifest.json');
const face = (name: string) => join(root, 'test/fixtures/faces', `${name}.png`);

let vision: NodeVision;
let server: Awaited<ReturnType<typeof createRecognizeServer>>;
const requests: string[] = [];
beforeAll(async () => {
  vision = await createNodeVision(manifestPath);
  server = await createRecognizeServer({
    storage: await testStorage(),
    secret: createSecret(),
    models: [JSON.parse(readFileSync(manifestPath, 'utf8'))],
    origins: [origin],
    threads: 1,
    authorize: async (request) => {
      const recognizeId = request.headers.get('x-user');
      return recognizeId === null ? undefined : { recognizeId, allow: operations };
    },
  });
}, 60_000);
afterAll(async () => {
  await vision.release();
  await server.close();
});

/** Enrolls with a host that trusts every photo. */
const enrollIn = (photo: Uint8Array | string, options: Partial<EnrollPhotoOptions> = {}) =>
  enrollPhoto({
    photo,
    scenario: 'DOCUMENT',
    recognizeId: 'ann',
    backend: origin,
    fetch: async (request) => {
      requests.push(await request.clone().text());
      return server.fetch(request);
    },
    headers: { 'x-user': 'ann' },
    vision,
    authorization: ({ scenario, photoHash }) =>
      server.issueAuthorization({
        recognizeId: 'ann',
        ceremony: 'enroll',
        origin,
        source: 'photo',
        scenario,
        photo_hash: photoHash,
        replace: true,
      }),
    ...options,
  });

/** The face of a live capture, upright and mirrored, as a browser fuses it. */
async function liveFace(name: string): Promise<Float32Array> {
  const { data, info } = await sharp(face(name))
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const frame = { width: info.width, height: info.height, data };
  return (await vision.observe(frame, { embed: true })).embedding!;
}

/** Recovers with a face and returns the outcome. */
async function recoverWith(clientState: string, name: string): Promise<string> {
  const embedding = await liveFace(name);
  const backend = {
    modelId: vision.modelId,
    modelSet: vision.modelSet,
    clock: { now: Date.now() },
    fetchAs: (user: string, method: string, path: string, body?: unknown) =>
      server.fetch(
        new Request(`${origin}/${path}`, {
          method,
          headers: { 'x-user': user, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    token: (request: object) => server.issueAuthorization({ origin, ...request } as never),
  } as unknown as TestBackend;
  const { n, tau, center } = vision.modelSet.matching;
  const browser = createTestBrowser(backend, 'ann', () => embedding.slice(), {
    models: async () => ({ modelId: vision.modelId, n, center: decodeCenter(center)!, tau, previous: false }),
  });
  const error = await errorOf(recoverIn(browser, backend, 'ann', clientState));
  return error?.code ?? 'recovered';
}

it('creates a client state that the live face of the same person recovers, and that of another one does not', async () => {
  const { clientState, assertion, type } = await enrollIn(face('ada-front'));
  expect(type).toBe('BACKUP');
  const claims = await server.verifyAssertion(assertion, { recognizeId: 'ann', ceremony: 'enroll' });
  expect(claims).toMatchObject({ source: 'photo', scenario: 'DOCUMENT', liveness: 'off' });
  expect(await recoverWith(clientState, 'ada-yaw')).toBe('recovered');
  expect(await recoverWith(clientState, 'bruno-front')).toBe('ceremony/not-recognized');
}, 60_000);

describe('refuses, with a code that is documented,', () => {
  const blank = () => sharp({ create: { width: 300, height: 200, channels: 3, background: '#9ab' } });
  const ada = () => sharp(face('ada-front'));
  const twoFaces = async () =>
    sharp({ create: { width: 640, height: 240, channels: 3, background: '#556' } })
      .composite([
        { input: face('ada-front'), left: 0, top: 0 },
        { input: face('bruno-front'), left: 320, top: 0 },
      ])
      .jpeg();
  it.each<[string, string, string | undefined, () => Promise<Uint8Array>]>([
    ['photo/no-face', 'a picture without a face', undefined, () => blank().jpeg().toBuffer()],
    ['photo/several-faces', 'two faces', undefined, async () => (await twoFaces()).toBuffer()],
    ['photo/low-quality', 'a blurred face', 'clean-lens', () => ada().blur(4).jpeg().toBuffer()],
    ['photo/low-quality', 'a face of a few pixels', 'come-closer', () => ada().resize(70).png().toBuffer()],
    ['photo/unsupported-format', 'a GIF', undefined, () => ada().gif().toBuffer()],
    [
      'photo/unreadable',
      'a JPEG that ends early',
      undefined,
      async () => (await ada().jpeg().toBuffer()).subarray(0, 3_000),
    ],
  ])(
    '%s: %s',
    async (code, _, hint, photo) => {
      const error = await errorOf(enrollIn(await photo()));
      expect([error?.code, error?.hint]).toEqual([code, hint]);
      expect(Object.keys(errorCodes)).toContain(code);
    },
    60_000,
  );

  it('photo/unreadable: a file that does not exist', async () => {
    expect((await errorOf(enrollIn('/no/such/face.jpg')))?.code).toBe('photo/unreadable');
  });

  it.each([
    ['server/forbidden', { ceremony: 'recover' }],
    ['client-state/wrong-person', { recognizeId: 'bea' }],
    ['photo/not-authorized', {}],
  ] as const)('%s: an authorization for something else, before anything is sent', async (code, claims) => {
    requests.length = 0;
    const authorization = await server.issueAuthorization({
      recognizeId: 'ann',
      ceremony: 'enroll',
      origin,
      ...claims,
    });
    expect((await errorOf(enrollIn(face('ada-front'), { authorization })))?.code).toBe(code);
    expect(requests).toEqual([]);
  });
});

it('[T129] sends neither the photo nor a vector, and no request contains the client share', async () => {
  requests.length = 0;
  const bytes = readFileSync(face('ada-front'));
  const { clientState } = await enrollIn(bytes);
  const sent = requests.join();
  const state = JSON.parse(Buffer.from(clientState, 'base64url').toString());
  expect(requests.length).toBe(2);
  for (const secret of [state.share, state.orderSeed, bytes.toString('base64url').slice(64, 128)])
    expect(sent).not.toContain(secret);
  // The hash is inside the encrypted body.
  expect(sent).not.toContain(createHash('sha256').update(bytes).digest('base64url'));
  expect(sent.length).toBeLessThan(bytes.length);
}, 60_000);
