import { afterAll, beforeAll, expect, it } from 'vitest';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import type { EnrollInput, PhotoToAuthorize } from '../../../src/ceremonies/types.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { authorizationFor, recoverIn } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

const file = new Blob(['a checked photo']);
const photo = { file, scenario: 'DOCUMENT' } as const;

/** A host that trusts every photo. */
const authorizePhoto =
  (recognizeId: string, claims: object = {}) =>
  async (asked?: PhotoToAuthorize) => {
    const { scenario, photoHash: photo_hash } = asked!;
    return backend.token({
      recognizeId,
      ceremony: 'enroll',
      source: 'photo',
      scenario,
      photo_hash,
      ...claims,
    });
  };

const enrollPhotoOf = (recognizeId: string, input: Partial<EnrollInput> = {}) => {
  const browser = createTestBrowser(backend, recognizeId, syntheticFace(3));
  const authorization = authorizePhoto(recognizeId);
  return { browser, run: enroll(browser.context, { type: 'BACKUP', photo, authorization, ...input }) };
};

it('creates a client state that a live face recovers', async () => {
  const { clientState, assertion } = await enrollPhotoOf('ann').run;
  const claims = await backend.server.verifyAssertion(assertion, { recognizeId: 'ann', ceremony: 'enroll' });
  expect(claims).toMatchObject({ source: 'photo', scenario: 'DOCUMENT', liveness: 'off', aud: origin });
  const phone = createTestBrowser(backend, 'ann', syntheticFace(3));
  expect((await recoverIn(phone, backend, 'ann', clientState!)).device).toMatchObject({ type: 'SDK' });
});

it('tells the host scenario and hash of the photo, and takes neither camera nor liveness check', async () => {
  const asked: unknown[] = [];
  const { browser, run } = enrollPhotoOf('bea', {
    authorization: (given) => {
      asked.push(given);
      return authorizePhoto('bea')(given);
    },
  });
  await run;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  expect(asked).toEqual([{ scenario: 'DOCUMENT', photoHash: toBase64url(hash) }]);
  expect(browser.steps).toEqual(['loading', 'capture', 'verify']);
});

it('checks the live face of the activation at the level of the authorization, not at that of the photo', async () => {
  const levels: string[] = [];
  const { browser } = enrollPhotoOf('cem');
  const context = {
    ...browser.context,
    capture: async (request: Parameters<typeof browser.context.capture>[0]) => {
      levels.push(request.level);
      return browser.context.capture(request);
    },
  };
  const authorization = authorizePhoto('cem', { activate: true, liveness: 'passive' });
  const result = await enroll(context, { type: 'TEMPORARY', photo, activate: true, authorization });
  expect(result.device).toMatchObject({ type: 'SDK' });
  expect(levels).toEqual(['passive']);
});

it.each([
  ['photo/not-authorized', 'the authorization of a camera', { authorization: undefined }],
  [
    'photo/wrong-file',
    'another file',
    { photo: { file: new Blob(['another photo']), scenario: 'DOCUMENT' } },
  ],
  ['photo/not-authorized', 'another scenario', { photo: { file, scenario: 'SELFIE' } }],
  ['photo/required', 'the camera with the authorization of a photo', { photo: undefined }],
] as const)('[T124] throws %s for %s, before anything is sent', async (code, _, input) => {
  const token = await authorizePhoto('dan')({
    scenario: 'DOCUMENT',
    photoHash: toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))),
  });
  const authorization = 'authorization' in input ? authorizationFor(backend, 'enroll', 'dan') : () => token;
  const { browser, run } = enrollPhotoOf('dan', { ...(input as Partial<EnrollInput>), authorization });
  expect(await errorCodeOf(run)).toBe(code);
  expect(browser.calls).toEqual([]);
});

it.each([[{ file: 'face.jpg', scenario: 'SELFIE' }], [{ file, scenario: 'PASSPORT' }], [null]])(
  'throws usage/invalid-property for the photo %j',
  async (wrong) => {
    const { run } = enrollPhotoOf('eve', { photo: wrong } as unknown as Partial<EnrollInput>);
    expect(await errorCodeOf(run)).toBe('usage/invalid-property');
  },
);
