import type { Bytes } from '../bytes.ts';
import { u16 } from '../bytes.ts';
import {
  assertionFieldLength,
  body,
  expectField,
  malformed,
  Reader,
  readText,
  readTime,
  textField,
  time,
  tokenFieldLength,
} from '../fields.ts';
import { PROTOCOL_VERSION } from '../suite.ts';

export const enrollRequestLength = (n: number): number => 4 + 32 + tokenFieldLength + 16 + n / 8 + 32;
export const enrollResponseLength = 16 + 6 + 6 + assertionFieldLength + tokenFieldLength;

/** Types a browser may ask for; `SDK` devices come from recovery alone. */
export type EnrollmentType = 'BACKUP' | 'TEMPORARY';
const enrollmentTypes: readonly EnrollmentType[] = ['BACKUP', 'TEMPORARY'];

/** Browser → matcher: the server share of a new client state. */
export interface EnrollRequest {
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

export const encodeEnrollRequest = (m: EnrollRequest): Bytes =>
  body(
    enrollRequestLength(m.n),
    new Uint8Array([PROTOCOL_VERSION, enrollmentTypes.indexOf(m.type)]),
    u16(m.n),
    m.modelIdHash,
    textField(m.token, tokenFieldLength),
    m.shareId,
    m.share,
    m.stateHash,
  );

/** @param n of the matcher's configuration; a body of another n is refused */
export function parseEnrollRequest(bytes: Uint8Array, n: number): EnrollRequest {
  const reader = new Reader(bytes, enrollRequestLength(n));
  expectField(reader.u8(), PROTOCOL_VERSION, 'version');
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
export interface EnrollResponse {
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

export const encodeEnrollResponse = (m: EnrollResponse): Bytes =>
  body(
    enrollResponseLength,
    m.deviceId,
    time(m.created),
    time(m.expires),
    textField(m.assertion, assertionFieldLength),
    textField(m.activationToken, tokenFieldLength),
  );

export function parseEnrollResponse(bytes: Uint8Array): EnrollResponse {
  const reader = new Reader(bytes, enrollResponseLength);
  const record = { deviceId: reader.take(16), created: readTime(reader), expires: readTime(reader) };
  return {
    ...record,
    assertion: readText(reader, assertionFieldLength),
    activationToken: readText(reader, tokenFieldLength),
  };
}
