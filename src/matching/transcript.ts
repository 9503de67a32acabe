import type { Bytes } from '../wire/bytes.ts';
import { reportField } from '../wire/capture-report.ts';
import { taggedHash } from '../wire/hash.ts';
import type { FinishRequest } from '../wire/messages/finish.ts';
import { rowCount, SUITE } from '../wire/suite.ts';

// The hashes that bind the messages of a session to each other and to its context. The labels "m1" to "m4" stand for BeginRequest,
// BeginResponse, EvaluateRequest and EvaluateResponse, as in the protocol page; they are part of the format.

export type MatchCeremony = 'recover' | 'authenticate';

/** The values that a session is bound to. Each side takes these values from its own records; if they differ, the session ids differ and no proof is valid. */
export interface MatchContext {
  readonly n: number;
  readonly recognizeId: string;
  /** 16 bytes. */
  readonly shareId: Bytes;
  /** Model id of the share's record. */
  readonly modelId: string;
  /** Origin of the page: from the token at the matcher, `location.origin` in the browser. */
  readonly origin: string;
  readonly ceremony: MatchCeremony;
  /** The authorization token in BeginRequest. */
  readonly token: string;
}

/** ctx, 32 bytes. */
export const contextHash = (context: MatchContext): Bytes => {
  const { n, recognizeId, shareId, modelId, origin, ceremony, token } = context;
  const tokenHash = taggedHash('token', token);
  return taggedHash('ctx', SUITE, n, rowCount(n), recognizeId, shareId, modelId, origin, ceremony, tokenHash);
};

/** The session id sid, 32 bytes. Part of every later hash of the session. */
export const sessionId = (context: MatchContext, beginRequest: Bytes, beginResponse: Bytes): Bytes =>
  taggedHash('sid', contextHash(context), taggedHash('m1', beginRequest), taggedHash('m2', beginResponse));

/** 32 bytes. The matcher stores this hash instead of the whole EvaluateResponse. */
export const evaluateResponseHash = (evaluateResponse: Bytes): Bytes => taggedHash('m4', evaluateResponse);

/** The transcript that the proof authenticates, 32 bytes. @param responseHash `evaluateResponseHash` */
export const transcriptHash = (sid: Bytes, evaluateRequest: Bytes, responseHash: Bytes): Bytes =>
  taggedHash('transcript', sid, taggedHash('m3', evaluateRequest), responseHash);

/** The message that the device key signs, 32 bytes. @param responseHash `evaluateResponseHash` */
export const bindingHash = (
  sid: Bytes,
  evaluateRequest: Bytes,
  responseHash: Bytes,
  { proof, secret, report }: Pick<FinishRequest, 'proof' | 'secret' | 'report'>,
): Bytes =>
  taggedHash(
    'bind',
    sid,
    taggedHash('m3', evaluateRequest),
    responseHash,
    proof,
    secret,
    reportField(report),
  );

/** The commitment H("s", s) in EvaluateRequest, 32 bytes. @param secret s, 32 random bytes, which hide it */
export const secretCommitment = (secret: Bytes): Bytes => taggedHash('s', secret);
