import { describe, expect, it } from 'vitest';
import { fromBase64url } from '../../../../src/wire/base64url.ts';
import { systemRandom, utf8 } from '../../../../src/wire/bytes.ts';
import { type CaptureReport, noCaptureFlags } from '../../../../src/wire/capture-report.ts';
import {
  encodeEnrollRequest,
  encodeEnrollResponse,
  enrollRequestLength,
  enrollResponseLength,
  parseEnrollRequest,
  parseEnrollResponse,
} from '../../../../src/wire/messages/enroll.ts';
import type { Scenario } from '../../../../src/wire/photo.ts';
import golden from '../../../vectors/enrollment.json' with { type: 'json' };
import { hex, unhex } from '../../../vectors/hex.ts';
import { expectInvalid, withByte, wrongLengths } from '../support.ts';

const n = 64;
const request = {
  type: 'TEMPORARY' as const,
  n,
  modelIdHash: systemRandom(32),
  token: 'a.b.c',
  shareId: systemRandom(16),
  share: systemRandom(n / 8),
  stateHash: systemRandom(32),
  report: { liveness: 'passive' as const, flags: { ...noCaptureFlags, virtualCamera: true } },
};
const response = {
  deviceId: systemRandom(16),
  created: 1_790_000_000_123,
  expires: 0,
  assertion: 'x.y.z',
  activationToken: '',
};

it('the golden vectors are encoded and parsed byte for byte', async () => {
  const { photo } = golden;
  const { type, modelId, token, shareId, A, stateHash } = golden.input;
  const goldenRequest = {
    type: type as 'BACKUP',
    n: golden.input.n,
    modelIdHash: new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(modelId))),
    token,
    shareId: unhex(shareId),
    share: unhex(A),
    stateHash: unhex(stateHash),
    report: golden.input.report as CaptureReport,
  };
  expect(hex(encodeEnrollRequest(goldenRequest))).toBe(golden.e1);
  expect(parseEnrollRequest(unhex(golden.e1), golden.input.n)).toEqual(goldenRequest);
  const goldenPhoto = {
    ...goldenRequest,
    report: { liveness: 'off' as const, flags: noCaptureFlags },
    photo: { scenario: photo.scenario as Scenario, hash: unhex(photo.hash) },
  };
  expect(hex(encodeEnrollRequest(goldenPhoto))).toBe(golden.e1Photo);
  expect(parseEnrollRequest(unhex(golden.e1Photo), golden.input.n)).toEqual(goldenPhoto);
  const goldenResponse = { ...golden.answer, deviceId: fromBase64url(golden.answer.deviceId) };
  expect(hex(encodeEnrollResponse(goldenResponse))).toBe(golden.e2);
  expect(parseEnrollResponse(unhex(golden.e2))).toEqual(goldenResponse);
});

describe('EnrollRequest', () => {
  it('returns the encoded fields when it is parsed', () => {
    expect(parseEnrollRequest(encodeEnrollRequest(request), n)).toEqual(request);
  });

  it('has one length for every token', () => {
    for (const token of ['a', 'b'.repeat(2046)])
      expect(encodeEnrollRequest({ ...request, token })).toHaveLength(enrollRequestLength(n));
  });

  it('throws security/envelope-invalid for another length', () => {
    for (const length of wrongLengths) expectInvalid(() => parseEnrollRequest(new Uint8Array(length), n));
  });

  it.each([
    ['version', 0, 0],
    ['type', 1, 2],
    ['n', 3, 65],
    ['level', enrollRequestLength(n) - 2, 3],
    ['flag', enrollRequestLength(n) - 1, 32],
  ])('throws security/envelope-invalid for another %s', (_, offset, value) => {
    expectInvalid(() => parseEnrollRequest(withByte(encodeEnrollRequest(request), offset, value), n));
  });
});

describe('EnrollRequest of a photo', () => {
  const report = { liveness: 'off' as const, flags: noCaptureFlags };
  const encoded = encodeEnrollRequest({
    ...request,
    report,
    photo: { scenario: 'SELFIE', hash: systemRandom(32) },
  });

  it('is longer than one of a camera by scenario and hash', () => {
    expect(encoded).toHaveLength(enrollRequestLength(n) + 33);
    expect(encoded).toHaveLength(enrollRequestLength(n, true));
  });

  it.each([0, 4])('throws security/envelope-invalid for the scenario %d', (scenario) => {
    expectInvalid(() => parseEnrollRequest(withByte(encoded, enrollRequestLength(n), scenario), n));
  });

  it('[T123] throws security/envelope-invalid for a level above off', () => {
    for (const level of [1, 2])
      expectInvalid(() => parseEnrollRequest(withByte(encoded, enrollRequestLength(n) - 2, level), n));
  });
});

it('throws assets/version-mismatch for a request of version 1', () => {
  const body = withByte(encodeEnrollRequest(request), 0, 1).slice(0, -2);
  expect(() => parseEnrollRequest(body, n)).toThrow('assets/version-mismatch');
});

describe('EnrollResponse', () => {
  it('returns the encoded fields when it is parsed', () => {
    expect(parseEnrollResponse(encodeEnrollResponse(response))).toEqual(response);
  });

  it('has one length for every activation token', () => {
    for (const activationToken of ['', 'a', 'b'.repeat(2046)])
      expect(encodeEnrollResponse({ ...response, activationToken })).toHaveLength(enrollResponseLength);
  });

  it('throws security/envelope-invalid for another length', () => {
    for (const length of wrongLengths) expectInvalid(() => parseEnrollResponse(new Uint8Array(length)));
  });
});
