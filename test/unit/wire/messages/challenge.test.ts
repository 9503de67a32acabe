import { describe, expect, it } from 'vitest';
import {
  challengeRequestLength,
  challengeResponseLength,
  encodeChallengeRequest,
  encodeChallengeResponse,
  parseChallengeRequest,
  parseChallengeResponse,
} from '../../../../src/wire/messages/challenge.ts';
import golden from '../../../vectors/enrollment.json' with { type: 'json' };
import { hex, unhex } from '../../../vectors/hex.ts';
import { expectInvalid, withByte, wrongLengths } from '../support.ts';

const request = { liveness: 'active' as const, token: 'a.b.c' };

describe('ChallengeRequest', () => {
  it('returns the encoded fields when it is parsed, and has one length for every token', () => {
    for (const token of ['a', 'b'.repeat(2046)]) {
      const body = encodeChallengeRequest({ ...request, token });
      expect(body).toHaveLength(challengeRequestLength);
      expect(parseChallengeRequest(body)).toEqual({ ...request, token });
    }
  });

  it('is that of the golden vectors', () => {
    const { token, report } = golden.input;
    expect(hex(encodeChallengeRequest({ ...request, token }))).toBe(golden.c1);
    expect(parseChallengeRequest(unhex(golden.c1)).liveness).toBe(report.liveness);
  });

  it('throws security/envelope-invalid for another length', () => {
    for (const length of wrongLengths) expectInvalid(() => parseChallengeRequest(new Uint8Array(length)));
  });

  it('throws security/envelope-invalid for an unknown level and for a missing token', () => {
    expectInvalid(() => parseChallengeRequest(withByte(encodeChallengeRequest(request), 1, 3)));
    expectInvalid(() => parseChallengeRequest(encodeChallengeRequest({ ...request, token: '' })));
  });

  it('throws assets/version-mismatch for another version', () => {
    expect(() => parseChallengeRequest(withByte(encodeChallengeRequest(request), 0, 3))).toThrow(
      'assets/version-mismatch',
    );
  });
});

describe('ChallengeResponse', () => {
  it('returns the three movements, or none, when it is parsed', () => {
    for (const challenge of [['up', 'right', 'closer'] as const, []]) {
      const body = encodeChallengeResponse({ challenge });
      expect(body).toHaveLength(challengeResponseLength);
      expect(parseChallengeResponse(body)).toEqual({ challenge });
    }
  });

  it('is that of the golden vectors', () => {
    expect(parseChallengeResponse(unhex(golden.c2))).toEqual({ challenge: golden.input.challenge });
  });

  it('throws security/envelope-invalid for another length', () => {
    for (const length of wrongLengths) expectInvalid(() => parseChallengeResponse(new Uint8Array(length)));
  });
});
