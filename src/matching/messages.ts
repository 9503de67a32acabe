import type { Bytes } from './bytes.ts';
import { u16 } from './bytes.ts';
import { suite } from './context.ts';
import { rowCount } from './gate.ts';
import { body, expectField, malformed, Reader, readText, textField, tokenFieldLength } from './layout.ts';
import { pointLength } from './points.ts';

/**
 * The five messages of a match, as they stand beneath the seal. Each has one length for its n, and its parser refuses every other
 * with `security/envelope-invalid` before it looks at a field. (M6, E1 and E2 carry records and assertions: protocol/messages.ts.)
 */
export const version = 1;

export const m1Length = (n: number): number => 4 + 32 + tokenFieldLength + 16 + 64 + pointLength * n;
export const m2Length = 32 + 64 + 32 + 32;
export const m3Length = (n: number): number => n / 8 + 32;
/** n of an M3 whose length was checked when it came. */
export const bitsOfM3 = (m3: Uint8Array): number => 8 * (m3.length - 32);
export const m4Length = (n: number): number => 32 * n + 32 + 32 * rowCount(n);
export const m5Length = 32 + 32 + 64;

/** Browser → matcher: who asks, for which share, with which transfers. */
export interface M1 {
  readonly n: number;
  readonly nonce: Bytes;
  readonly token: string;
  readonly shareId: Bytes;
  /** Public key of the device that a yes binds (recover) or that is bound already (authenticate): 64 bytes, x ‖ y. */
  readonly deviceKey: Bytes;
  /** R_1 … R_n, 64 bytes each; not yet checked. */
  readonly points: Bytes;
}

export const encodeM1 = (m: M1): Bytes =>
  body(
    m1Length(m.n),
    new Uint8Array([version, suite]),
    u16(m.n),
    m.nonce,
    textField(m.token, tokenFieldLength),
    m.shareId,
    m.deviceKey,
    m.points,
  );

/** @param n of the matcher's configuration; a body of another n is refused */
export function parseM1(bytes: Uint8Array, n: number): M1 {
  const reader = new Reader(bytes, m1Length(n));
  expectField(reader.u8(), version, 'version');
  expectField(reader.u8(), suite, 'suite');
  expectField(reader.u16(), n, 'n');
  const nonce = reader.take(32);
  const token = readText(reader, tokenFieldLength);
  if (token === '') throw malformed('an empty token');
  const [shareId, deviceKey] = [reader.take(16), reader.take(64)];
  return { n, nonce, token, shareId, deviceKey, points: reader.take(pointLength * n) };
}

/** Matcher → browser, at once. */
export interface M2 {
  readonly nonce: Bytes;
  /** S, 64 bytes. */
  readonly serverPoint: Bytes;
  /** Random look-up key of the ceremony: 32 bytes, not the sid. */
  readonly ceremonyId: Bytes;
  /** H("state", …) of the enrollment; zeros for the share of an SDK device. */
  readonly stateHash: Bytes;
}

export const encodeM2 = (m: M2): Bytes => body(m2Length, m.nonce, m.serverPoint, m.ceremonyId, m.stateHash);

export function parseM2(bytes: Uint8Array): M2 {
  const reader = new Reader(bytes, m2Length);
  const [nonce, serverPoint] = [reader.take(32), reader.take(64)];
  return { nonce, serverPoint, ceremonyId: reader.take(32), stateHash: reader.take(32) };
}

/** Browser → matcher, after the capture. */
export interface M3 {
  /** c = e xor ρ, n/8 bytes. */
  readonly choices: Bytes;
  /** H("s", s), 32 bytes. */
  readonly secretCommitment: Bytes;
}

export const encodeM3 = (n: number, m: M3): Bytes => body(m3Length(n), m.choices, m.secretCommitment);

export function parseM3(bytes: Uint8Array, n: number): M3 {
  const reader = new Reader(bytes, m3Length(n));
  return { choices: reader.take(n / 8), secretCommitment: reader.take(32) };
}

/** Matcher → browser; the attempt is counted before it leaves. */
export interface M4 {
  readonly corrections: Bytes;
  readonly commitment: Bytes;
  readonly rows: Bytes;
}

export const encodeM4 = (n: number, m: M4): Bytes => body(m4Length(n), m.corrections, m.commitment, m.rows);

export function parseM4(bytes: Uint8Array, n: number): M4 {
  const reader = new Reader(bytes, m4Length(n));
  const [corrections, commitment] = [reader.take(32 * n), reader.take(32)];
  return { corrections, commitment, rows: reader.take(32 * rowCount(n)) };
}

/** Browser → matcher, always, 100 ms after M4 arrived. */
export interface M5 {
  /** The proof of knowing K, or 32 random bytes. */
  readonly proof: Bytes;
  /** s, 32 bytes, committed to in M3. */
  readonly secret: Bytes;
  /** ECDSA P-256 with SHA-256, r ‖ s, by the device key over H("bind", …). */
  readonly signature: Bytes;
}

export const encodeM5 = (m: M5): Bytes => body(m5Length, m.proof, m.secret, m.signature);

export function parseM5(bytes: Uint8Array): M5 {
  const reader = new Reader(bytes, m5Length);
  return { proof: reader.take(32), secret: reader.take(32), signature: reader.take(64) };
}
