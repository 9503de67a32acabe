import type { Bytes } from '../wire/bytes.ts';
import { H } from '../wire/bytes.ts';
import { rowCount, SUITE } from '../wire/suite.ts';

export type MatchCeremony = 'recover' | 'authenticate';

/** What a match is about. Each side fills it from its own records, so a difference makes the two sids differ. */
export interface MatchContext {
  readonly n: number;
  readonly recognizeId: string;
  readonly shareId: Bytes;
  /** Model id of the share's record. */
  readonly modelId: string;
  /** The matcher takes it from the token, the browser from `location.origin`. */
  readonly origin: string;
  readonly ceremony: MatchCeremony;
  /** The authorization token, as it stands in BeginRequest. */
  readonly token: string;
}

/** ctx, 32 bytes. */
export const contextHash = ({
  n,
  recognizeId,
  shareId,
  modelId,
  origin,
  ceremony,
  token,
}: MatchContext): Bytes =>
  H('ctx', SUITE, n, rowCount(n), recognizeId, shareId, modelId, origin, ceremony, H('token', token));

/** sid, 32 bytes: names the session in every hash that follows. */
export const sessionId = (context: MatchContext, beginRequest: Bytes, beginResponse: Bytes): Bytes =>
  H('sid', contextHash(context), H('m1', beginRequest), H('m2', beginResponse));

/** All that is needed of EvaluateResponse once it was sent. */
export const evaluateResponseHash = (evaluateResponse: Bytes): Bytes => H('m4', evaluateResponse);

/** What the proof is over. */
export const transcriptHash = (sid: Bytes, evaluateRequest: Bytes, responseHash: Bytes): Bytes =>
  H('transcript', sid, H('m3', evaluateRequest), responseHash);

/** What the device key signs. */
export const bindingHash = (
  sid: Bytes,
  evaluateRequest: Bytes,
  responseHash: Bytes,
  proof: Bytes,
  s: Bytes,
): Bytes => H('bind', sid, H('m3', evaluateRequest), responseHash, proof, s);

/** H("s", s), sent in EvaluateRequest. */
export const secretCommitment = (s: Bytes): Bytes => H('s', s);
