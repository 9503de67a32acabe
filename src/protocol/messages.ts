import type { Bytes } from '../matching/bytes.ts';
import { u16 } from '../matching/bytes.ts';
import {
  body,
  expectField,
  malformed,
  Reader,
  readText,
  readTime,
  textField,
  time,
  tokenFieldLength,
} from '../matching/layout.ts';
import { version } from '../matching/messages.ts';

/**
 * The messages around a match that carry records: the two of an enrollment, and the verdict M6. Opened bodies; fixed lengths; a
 * parser each that refuses everything else with `security/envelope-invalid`. M1 to M5 are in matching/messages.ts.
 */
export const assertionFieldLength = 4096;

export const e1Length = (n: number): number => 4 + 32 + tokenFieldLength + 16 + n / 8 + 32;
export const e2Length = 16 + 6 + 6 + assertionFieldLength + tokenFieldLength;
export const m6Length = 1 + 16 + 6 + 6 + assertionFieldLength;

/** Types a browser may ask for; `SDK` devices come from recovery alone. */
export type EnrollmentType = 'BACKUP' | 'TEMPORARY';
const enrollmentTypes: readonly EnrollmentType[] = ['BACKUP', 'TEMPORARY'];

/** Browser → matcher: the server share of a new client state. */
export interface E1 {
  readonly type: EnrollmentType;
  readonly n: number;
  /** SHA-256 of the model id in UTF-8: a fixed length for any name. */
  readonly modelIdHash: Bytes;
  readonly token: string;
  /** 16 random bytes drawn by the browser, because the state hash covers them; the matcher refuses one that it knows. */
  readonly shareId: Bytes;
  /** A, n/8 bytes. */
  readonly share: Bytes;
  readonly stateHash: Bytes;
}

export const encodeE1 = (m: E1): Bytes =>
  body(
    e1Length(m.n),
    new Uint8Array([version, enrollmentTypes.indexOf(m.type)]),
    u16(m.n),
    m.modelIdHash,
    textField(m.token, tokenFieldLength),
    m.shareId,
    m.share,
    m.stateHash,
  );

/** @param n of the matcher's configuration; a body of another n is refused */
export function parseE1(bytes: Uint8Array, n: number): E1 {
  const reader = new Reader(bytes, e1Length(n));
  expectField(reader.u8(), version, 'version');
  const type = enrollmentTypes[reader.u8()];
  if (type === undefined) throw malformed('an unknown type of client state');
  expectField(reader.u16(), n, 'n');
  const modelIdHash = reader.take(32);
  const token = readText(reader, tokenFieldLength);
  if (token === '') throw malformed('an empty token');
  return {
    type,
    n,
    modelIdHash,
    token,
    shareId: reader.take(16),
    share: reader.take(n / 8),
    stateHash: reader.take(32),
  };
}

/** Matcher → browser: the record of the new client state. */
export interface E2 {
  /** 16 bytes; its text form is base64url. */
  readonly deviceId: Bytes;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch; 0: does not expire. */
  readonly expires: number;
  /** ES256 JWT. */
  readonly assertion: string;
  /** Single-use token for the recovery that binds this browser at once; empty unless the host's token allowed it. */
  readonly activationToken: string;
}

export const encodeE2 = (m: E2): Bytes =>
  body(
    e2Length,
    m.deviceId,
    time(m.created),
    time(m.expires),
    textField(m.assertion, assertionFieldLength),
    textField(m.activationToken, tokenFieldLength),
  );

export function parseE2(bytes: Uint8Array): E2 {
  const reader = new Reader(bytes, e2Length);
  const record = { deviceId: reader.take(16), created: readTime(reader), expires: readTime(reader) };
  return {
    ...record,
    assertion: readText(reader, assertionFieldLength),
    activationToken: readText(reader, tokenFieldLength),
  };
}

/** Matcher → browser: yes with the device and the assertion, or no with nothing, in one length. */
export type M6 =
  | { readonly recognized: false }
  | {
      readonly recognized: true;
      readonly deviceId: Bytes;
      readonly created: number;
      /** 0: does not expire. */
      readonly expires: number;
      readonly assertion: string;
    };

export const encodeM6 = (m: M6): Bytes =>
  m.recognized
    ? body(
        m6Length,
        new Uint8Array([1]),
        m.deviceId,
        time(m.created),
        time(m.expires),
        textField(m.assertion, assertionFieldLength),
      )
    : new Uint8Array(m6Length);

export function parseM6(bytes: Uint8Array): M6 {
  const reader = new Reader(bytes, m6Length);
  const verdict = reader.u8();
  if (verdict === 0 && bytes.every((byte) => byte === 0)) return { recognized: false };
  expectField(verdict, 1, 'verdict');
  const record = { deviceId: reader.take(16), created: readTime(reader), expires: readTime(reader) };
  return { recognized: true, ...record, assertion: readText(reader, assertionFieldLength) };
}
