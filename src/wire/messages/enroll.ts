import { type Bytes, u16 } from '../bytes.ts';
import {
  ASSERTION_FIELD_BYTES,
  expectField,
  FieldReader,
  joinFields,
  malformedBody,
  readText,
  readTime,
  TOKEN_FIELD_BYTES,
  textField,
  timeField,
} from '../fields.ts';
import { PROTOCOL_VERSION } from '../suite.ts';

/** Length in bytes. @param n number of bits of the embedding */
export const enrollRequestLength = (n: number): number => 4 + 32 + TOKEN_FIELD_BYTES + 16 + n / 8 + 32;

/** Length in bytes. */
export const enrollResponseLength = 16 + 6 + 6 + ASSERTION_FIELD_BYTES + TOKEN_FIELD_BYTES;

/** Types of client state that an enrollment can create. `SDK` devices are created only by a recovery. */
export type EnrollmentType = 'BACKUP' | 'TEMPORARY';

/** The index is the value of the field in the message. */
const enrollmentTypes: readonly EnrollmentType[] = ['BACKUP', 'TEMPORARY'];

/** Browser → matcher: the server share of a new client state. */
export interface EnrollRequest {
  readonly type: EnrollmentType;
  readonly n: number;
  /** SHA-256 of the model id (UTF-8), 32 bytes, because a model id has no fixed length. */
  readonly modelIdHash: Bytes;
  /** The authorization of the host, at most 2,046 characters. */
  readonly token: string;
  /** 16 random bytes, drawn by the browser because the state hash covers them. The matcher refuses one that it has stored already. */
  readonly shareId: Bytes;
  /** A, n/8 bytes. */
  readonly share: Bytes;
  /** H("state", …), 32 bytes. */
  readonly stateHash: Bytes;
}

export const encodeEnrollRequest = (message: EnrollRequest): Bytes =>
  joinFields(
    enrollRequestLength(message.n),
    new Uint8Array([PROTOCOL_VERSION, enrollmentTypes.indexOf(message.type)]),
    u16(message.n),
    message.modelIdHash,
    textField(message.token, TOKEN_FIELD_BYTES),
    message.shareId,
    message.share,
    message.stateHash,
  );

/**
 * @param n number of bits in the matcher's configuration
 * @throws RecognizeError `security/envelope-invalid` on another length, version or n, an unknown type, or an invalid token field
 */
export function parseEnrollRequest(body: Uint8Array, n: number): EnrollRequest {
  const reader = new FieldReader(body, enrollRequestLength(n));
  expectField(reader.u8(), PROTOCOL_VERSION, 'version');
  const type = enrollmentTypes[reader.u8()];
  if (type === undefined) throw malformedBody('type: expected 0 or 1');
  expectField(reader.u16(), n, 'n');
  const modelIdHash = reader.take(32);
  const token = readText(reader, TOKEN_FIELD_BYTES);
  if (token === '') throw malformedBody('token: missing');
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

/** Matcher → browser: the client device of the new client state. */
export interface EnrollResponse {
  /** 16 bytes. */
  readonly deviceId: Bytes;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch; 0: does not expire. */
  readonly expires: number;
  /** ES256 JWT. */
  readonly assertion: string;
  /** Authorization of the recovery that binds this browser directly after the enrollment; empty unless the host's token allows it. */
  readonly activationToken: string;
}

export const encodeEnrollResponse = (message: EnrollResponse): Bytes =>
  joinFields(
    enrollResponseLength,
    message.deviceId,
    timeField(message.created),
    timeField(message.expires),
    textField(message.assertion, ASSERTION_FIELD_BYTES),
    textField(message.activationToken, TOKEN_FIELD_BYTES),
  );

/** @throws RecognizeError `security/envelope-invalid` on another length or an invalid field */
export function parseEnrollResponse(body: Uint8Array): EnrollResponse {
  const reader = new FieldReader(body, enrollResponseLength);
  const device = { deviceId: reader.take(16), created: readTime(reader), expires: readTime(reader) };
  return {
    ...device,
    assertion: readText(reader, ASSERTION_FIELD_BYTES),
    activationToken: readText(reader, TOKEN_FIELD_BYTES),
  };
}
