import { describe, expect, it } from 'vitest';
import { captureClaim, verifyAssertion } from '../../../src/wire/assertion.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { movements } from '../../../src/wire/liveness.ts';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import * as oracle from '../../oracle/matcher.ts';
import { hex, splitHex, unhex } from '../../vectors/hex.ts';
import golden from '../../vectors/match.json' with { type: 'json' };
import { playSession, type SessionInput } from '../../vectors/session.ts';

// Both sides of src/matching, and the matcher of test/oracle, against the golden vectors. The vectors change only with the version of the
// format.

const input = golden.input as unknown as Omit<SessionInput, 'capture'>;
const buffer = (digits: string) => Buffer.from(digits, 'hex');
const { matcher, enrollment } = input;
const matcherRecords: oracle.MatcherRecords = {
  ...input.context,
  n: input.n,
  tau: input.tau,
  shareId: buffer(enrollment.shareId),
  A: buffer(golden.common.A),
  stateHash: buffer(golden.common.stateHash),
  challenge: Buffer.from(input.challenge.map((movement) => movements.indexOf(movement) + 1)),
};
const randomValues: oracle.RandomValues = {
  y: buffer(matcher.y),
  nonceS: buffer(matcher.nonceS),
  ceremonyId: buffer(matcher.ceremonyId),
  delta: buffer(matcher.delta),
  K: buffer(matcher.K),
  filling: splitHex(matcher.filling, 32).map(buffer),
};
const begun = oracle.createBeginResponse(matcherRecords, randomValues, buffer(golden.common.m1));

it('the oracle creates the same BeginResponse, session id and transfer keys', () => {
  const { ctx, m2, sid, transferKeys } = golden.common;
  expect([begun.ctx, begun.beginResponse, begun.sid].map(hex)).toEqual([ctx, m2, sid]);
  expect(begun.keys.flat().map(hex).join('')).toBe(transferKeys);
});

describe.each(golden.cases)('a match at distance $distance', (vector) => {
  it('both sides compute the vector byte for byte', async () => {
    // ECDSA is randomized, so the signature of the vector is used; `verifyFinishRequest` verifies it.
    const output = await playSession({ ...input, capture: vector.capture }, async () => vector.m5.slice(132));
    expect({ distance: vector.distance, capture: vector.capture, ...output }).toEqual({
      ...golden.common,
      ...vector,
    });
    expect(vector.recognized).toBe(vector.distance <= input.tau);
  });

  it('the oracle creates the same EvaluateResponse and decides the same', () => {
    const evaluateRequest = buffer(vector.m3);
    const evaluateResponse = oracle.createEvaluateResponse(
      matcherRecords,
      randomValues,
      begun,
      evaluateRequest,
    );
    expect(hex(evaluateResponse)).toBe(vector.m4);
    const refreshed = oracle.verifyFinishRequest(
      matcherRecords,
      randomValues,
      begun.sid,
      buffer(input.device.publicKey),
      { evaluateRequest, evaluateResponse, finishRequest: buffer(vector.m5) },
    );
    expect(refreshed && [refreshed.shareId, refreshed.A].map(hex)).toEqual(
      vector.recognized ? [vector.newShareId, vector.newA] : undefined,
    );
  });

  it('FinishResponse contains a valid assertion, or zeros', async () => {
    const response = parseFinishResponse(unhex(vector.m6));
    expect(response.recognized).toBe(vector.recognized);
    if (!response.recognized) return expect(vector.m6).toMatch(/^0*$/);
    const { recognizeId: sub, origin: aud } = input.context;
    const { deviceId } = input.verdict;
    expect(toBase64url(response.deviceId)).toBe(deviceId);
    const claims = {
      nonce: 'challenge-1',
      transactionHash: undefined,
      operation: undefined,
      report: input.report,
    };
    const expected = { sub, aud, ceremony: 'recover', deviceId, ...claims } as const;
    const verified = await verifyAssertion(
      response.assertion,
      toBase64url(unhex(golden.signingKey)),
      expected,
    );
    expect([verified.liveness, verified.capture]).toEqual(['active', captureClaim(input.report.flags)]);
  });
});
