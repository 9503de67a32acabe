import { describe, expect, test } from 'vitest';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.ts';
import { verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { encapsulate, openRequest } from '../../../src/wire/envelope.ts';
import {
  encodeEnrollRequest,
  encodeEnrollResponse,
  parseEnrollRequest,
  parseEnrollResponse,
} from '../../../src/wire/messages/enroll.ts';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import { verifyAssertion } from '../../../src/wire/tokens.ts';
import * as oracle from '../../oracle/matcher.ts';
import bits from '../../vectors/bits.json' with { type: 'json' };
import enrollment from '../../vectors/enrollment.json' with { type: 'json' };
import envelope from '../../vectors/envelope.json' with { type: 'json' };
import { cut, hex, unhex } from '../../vectors/hex.ts';
import { keyPairOf } from '../../vectors/keys.ts';
import match from '../../vectors/match.json' with { type: 'json' };
import { playSession, type SessionInput } from '../../vectors/session.ts';

/** The golden vectors: what docs/private-matching.md describes, in bytes. They change with the version of the format and never else. */
const input = match.input as Omit<SessionInput, 'capture'>;
const buffer = (text: string) => Buffer.from(text, 'hex');
const { matcher, enrollment: pair } = input;
const records = {
  ...input.context,
  n: input.n,
  tau: input.tau,
  shareId: buffer(pair.shareId),
  A: buffer(match.common.A),
  stateHash: buffer(match.common.stateHash),
};
const draws = {
  y: buffer(matcher.y),
  nonceS: buffer(matcher.nonceS),
  ceremonyId: buffer(matcher.ceremonyId),
  delta: buffer(matcher.delta),
  K: buffer(matcher.K),
  filling: cut(matcher.filling, 32).map(buffer),
};
const begun = oracle.begin(records, draws, buffer(match.common.m1));

test('a matcher that was written from the document answers BeginRequest with the same BeginResponse, sid and transfer keys', () => {
  const { ctx, m2, sid, transferKeys } = match.common;
  expect([begun.ctx, begun.beginResponse, begun.sid].map(hex)).toEqual([ctx, m2, sid]);
  expect(begun.keys.flat().map(hex).join('')).toBe(transferKeys);
});

describe.each(match.cases)('a match at distance $distance', (written) => {
  test('is played by both sides byte for byte', async () => {
    // ECDSA draws at random: the written signature takes the place of one, and is checked below.
    const output = await playSession({ ...input, capture: written.capture }, async () =>
      written.m5.slice(128),
    );
    expect({ distance: written.distance, capture: written.capture, ...output }).toEqual({
      ...match.common,
      ...written,
    });
    expect(written.recognized).toBe(written.distance <= input.tau);
  });

  test('is decided alike by that other matcher', () => {
    const evaluateResponse = oracle.reply(records, draws, begun, buffer(written.m3));
    expect(hex(evaluateResponse)).toBe(written.m4);
    const messages = [buffer(written.m3), evaluateResponse, buffer(written.m5)] as const;
    const verdict = oracle.decide(records, draws, begun.sid, buffer(input.device.publicKey), messages);
    expect(verdict && [verdict.shareId, verdict.A].map(hex)).toEqual(
      written.recognized ? [written.newShareId, written.newA] : undefined,
    );
  });

  test('ends in an FinishResponse whose assertion holds, or in zeros', async () => {
    const finishResponse = parseFinishResponse(unhex(written.m6));
    expect(finishResponse.recognized).toBe(written.recognized);
    if (!finishResponse.recognized) return expect(written.m6).toMatch(/^0*$/);
    const { recognizeId: sub, origin: aud } = input.context;
    const { deviceId } = input.verdict;
    expect(toBase64url(finishResponse.deviceId)).toBe(deviceId);
    const expected = { sub, aud, ceremony: 'recover', deviceId } as const;
    await verifyAssertion(finishResponse.assertion, toBase64url(unhex(match.signingKey)), expected);
  });
});

test('an enrollment', async () => {
  const { type, n, modelId, token, shareId, A, stateHash } = enrollment.input;
  const modelIdHash = new Uint8Array(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(modelId)),
  );
  const halves = { shareId: unhex(shareId), share: unhex(A), stateHash: unhex(stateHash) };
  const e1 = { type: type as 'BACKUP', n, modelIdHash, token, ...halves };
  expect(hex(encodeEnrollRequest(e1))).toBe(enrollment.e1);
  expect(parseEnrollRequest(unhex(enrollment.e1), n)).toEqual(e1);
  const e2 = { ...enrollment.answer, deviceId: fromBase64url(enrollment.answer.deviceId) };
  expect(hex(encodeEnrollResponse(e2))).toBe(enrollment.e2);
  expect(parseEnrollResponse(unhex(enrollment.e2))).toEqual(e2);
});

test('bits of an embedding', () => {
  const { modelId, embedding, center } = bits;
  for (const [n, wanted] of Object.entries(bits.bits))
    expect(hex(bitsFromEmbedding(embedding, { modelId, n: Number(n), center }))).toBe(wanted);
});

describe('the envelope', () => {
  test.each(envelope.envelopes)(
    'of request $step is opened, and its answer sealed byte for byte',
    async (written) => {
      const keys = await keyPairOf(envelope.recipient, 'ECDH');
      const { recognizeId } = written;
      const step = written.step as 1 | 2 | 3;
      const opened = await openRequest({ keys, step, recognizeId, sealed: unhex(written.sealed) });
      expect(hex(opened.body)).toBe(written.body);
      const sealed = await opened.seal(unhex(written.response), () => unhex(written.responseNonce));
      expect(hex(sealed)).toBe(written.sealedResponse);
      // The browser's side draws its own key: it is held to the matcher's.
      const body = unhex(written.body);
      const seal = await encapsulate({ matcherKey: unhex(envelope.envelopeKey), step, recognizeId });
      const request = await seal(body);
      const again = await openRequest({ keys, step, recognizeId, sealed: request.sealed });
      expect(again.body).toEqual(body);
      expect(await request.open(await again.seal(unhex(written.response)))).toEqual(unhex(written.response));
    },
  );

  test('its key is signed by the pinned one', async () => {
    const configuration = {
      version: 1,
      suites: [1],
      models: [],
      signingKey: toBase64url(unhex(envelope.signingKey)),
      envelopeKey: toBase64url(unhex(envelope.envelopeKey)),
      envelopeKeyExpires: envelope.expires,
      envelopeKeySignature: toBase64url(unhex(envelope.signature)),
    } as const;
    const key = await verifyEnvelopeKey(configuration, configuration.signingKey, envelope.expires - 1);
    expect(hex(key)).toBe(envelope.envelopeKey);
  });
});
