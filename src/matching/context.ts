import type { Bytes } from './bytes.ts';
import { H } from './bytes.ts';
import { rowCount } from './gate.ts';

/** The one suite of version 1: P-256, SHA-256, labels of 256 bits. */
export const suite = 1;

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
  /** The authorization token, as it stands in M1. */
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
  H('ctx', suite, n, rowCount(n), recognizeId, shareId, modelId, origin, ceremony, H('token', token));

/** sid, 32 bytes: names the session in every hash that follows. */
export const sessionId = (context: MatchContext, m1: Bytes, m2: Bytes): Bytes =>
  H('sid', contextHash(context), H('m1', m1), H('m2', m2));

/** All that is needed of M4 once it was sent. */
export const hashOfM4 = (m4: Bytes): Bytes => H('m4', m4);

/** What the proof is over. */
export const transcriptHash = (sid: Bytes, m3: Bytes, m4Hash: Bytes): Bytes =>
  H('transcript', sid, H('m3', m3), m4Hash);

/** What the device key signs. */
export const bindingHash = (sid: Bytes, m3: Bytes, m4Hash: Bytes, proof: Bytes, s: Bytes): Bytes =>
  H('bind', sid, H('m3', m3), m4Hash, proof, s);

/** H("s", s), sent in M3. */
export const secretCommitment = (s: Bytes): Bytes => H('s', s);
