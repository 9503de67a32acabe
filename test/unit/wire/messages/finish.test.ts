import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/wire/bytes.ts';
import { noCaptureFlags } from '../../../../src/wire/capture-report.ts';
import {
  encodeFinishRequest,
  encodeFinishResponse,
  finishRequestLength,
  finishResponseLength,
  parseFinishRequest,
  parseFinishResponse,
} from '../../../../src/wire/messages/finish.ts';
import { expectInvalid, withByte, wrongLengths } from '../support.ts';

const match = {
  recognized: true as const,
  deviceId: systemRandom(16),
  created: 1,
  expires: 2 ** 48 - 1,
  assertion: 'x.y.z',
};
const request = {
  proof: systemRandom(32),
  secret: systemRandom(32),
  report: { liveness: 'active' as const, flags: { ...noCaptureFlags, noSensorNoise: true } },
  signature: systemRandom(64),
};
const noMatch = { recognized: false as const };

describe('FinishRequest', () => {
  it('returns the encoded fields when it is parsed', () => {
    expect(encodeFinishRequest(request)).toHaveLength(finishRequestLength);
    expect(parseFinishRequest(encodeFinishRequest(request))).toEqual(request);
  });

  it('throws security/envelope-invalid for another length', () => {
    for (const length of wrongLengths) expectInvalid(() => parseFinishRequest(new Uint8Array(length)));
  });

  it.each([
    ['level', 64, 3],
    ['flag', 65, 32],
  ])('throws security/envelope-invalid for an unknown %s', (_, offset, value) => {
    expectInvalid(() => parseFinishRequest(withByte(encodeFinishRequest(request), offset, value)));
  });

  it('throws assets/version-mismatch for a request of version 1, which is shorter', () => {
    expect(() => parseFinishRequest(new Uint8Array(128))).toThrow('assets/version-mismatch');
  });
});

describe('FinishResponse', () => {
  it('returns the encoded fields when it is parsed, and has one length for match and no match', () => {
    for (const response of [match, noMatch]) {
      expect(encodeFinishResponse(response)).toHaveLength(finishResponseLength);
      expect(parseFinishResponse(encodeFinishResponse(response))).toEqual(response);
    }
  });

  it('throws security/envelope-invalid for another length or another verdict', () => {
    for (const length of wrongLengths) expectInvalid(() => parseFinishResponse(new Uint8Array(length)));
    expectInvalid(() => parseFinishResponse(withByte(encodeFinishResponse(match), 0, 2)));
  });

  it('throws security/envelope-invalid for data after "no match"', () => {
    const body = encodeFinishResponse(noMatch);
    for (const offset of [1, 17, 30, body.length - 1])
      expectInvalid(() => parseFinishResponse(withByte(body, offset, 1)));
  });
});
