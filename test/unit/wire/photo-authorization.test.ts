import { expect, it } from 'vitest';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import { requireAuthorizedSource } from '../../../src/wire/photo-authorization.ts';

const hash = systemRandom(32);
const photo = { scenario: 'DOCUMENT', hash } as const;
const camera = { sub: 'ann', ceremony: 'enroll', origin: 'https://bank.example', jti: 'j', exp: 1 } as const;
const ofPhoto = { ...camera, source: 'photo', scenario: 'DOCUMENT', photo_hash: toBase64url(hash) } as const;

it('accepts a camera without a photo, and the photo that is named', () => {
  requireAuthorizedSource(camera, undefined);
  requireAuthorizedSource({ ...camera, source: 'camera' }, undefined);
  requireAuthorizedSource(ofPhoto, photo);
});

it.each([
  ['photo/required', 'a camera', ofPhoto, undefined],
  ['photo/not-authorized', 'a photo without a claim', camera, photo],
  ['photo/not-authorized', 'a photo for the claim camera', { ...camera, source: 'camera' } as const, photo],
  ['photo/not-authorized', 'another scenario', ofPhoto, { ...photo, scenario: 'SELFIE' } as const],
  ['photo/wrong-file', 'another file', ofPhoto, { ...photo, hash: systemRandom(32) }],
] as const)('throws %s for %s', (code, _, claims, report) => {
  expect(() => requireAuthorizedSource(claims, report)).toThrow(code);
});
