import type { Bytes } from '../bytes.ts';
import { u16 } from '../bytes.ts';
import { body, expectField, malformed, Reader, readText, textField, tokenFieldLength } from '../fields.ts';
import { PROTOCOL_VERSION, pointLength, SUITE } from '../suite.ts';

export const beginRequestLength = (n: number): number =>
  4 + 32 + tokenFieldLength + 16 + 64 + pointLength * n;
export const beginResponseLength = 32 + 64 + 32 + 32;

/** Browser → matcher: who asks, for which share, with which transfers. */
export interface BeginRequest {
  readonly n: number;
  readonly nonce: Bytes;
  readonly token: string;
  readonly shareId: Bytes;
  /** Public key of the device that a yes binds (recover) or that is bound already (authenticate): 64 bytes, x ‖ y. */
  readonly deviceKey: Bytes;
  /** R_1 … R_n, 64 bytes each; not yet checked. */
  readonly points: Bytes;
}

export const encodeBeginRequest = (m: BeginRequest): Bytes =>
  body(
    beginRequestLength(m.n),
    new Uint8Array([PROTOCOL_VERSION, SUITE]),
    u16(m.n),
    m.nonce,
    textField(m.token, tokenFieldLength),
    m.shareId,
    m.deviceKey,
    m.points,
  );

/** @param n of the matcher's configuration; a body of another n is refused */
export function parseBeginRequest(bytes: Uint8Array, n: number): BeginRequest {
  const reader = new Reader(bytes, beginRequestLength(n));
  expectField(reader.u8(), PROTOCOL_VERSION, 'version');
  expectField(reader.u8(), SUITE, 'suite');
  expectField(reader.u16(), n, 'n');
  const nonce = reader.take(32);
  const token = readText(reader, tokenFieldLength);
  if (token === '') throw malformed('an empty token');
  const [shareId, deviceKey] = [reader.take(16), reader.take(64)];
  return { n, nonce, token, shareId, deviceKey, points: reader.take(pointLength * n) };
}

/** Matcher → browser, at once. */
export interface BeginResponse {
  readonly nonce: Bytes;
  /** S, 64 bytes. */
  readonly serverPoint: Bytes;
  /** Random look-up key of the ceremony: 32 bytes, not the sid. */
  readonly ceremonyId: Bytes;
  /** H("state", …) of the enrollment; zeros for the share of an SDK device. */
  readonly stateHash: Bytes;
}

export const encodeBeginResponse = (m: BeginResponse): Bytes =>
  body(beginResponseLength, m.nonce, m.serverPoint, m.ceremonyId, m.stateHash);

export function parseBeginResponse(bytes: Uint8Array): BeginResponse {
  const reader = new Reader(bytes, beginResponseLength);
  const [nonce, serverPoint] = [reader.take(32), reader.take(64)];
  return { nonce, serverPoint, ceremonyId: reader.take(32), stateHash: reader.take(32) };
}
