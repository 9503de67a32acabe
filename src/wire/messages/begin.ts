import { type Bytes, u16 } from '../bytes.ts';
import { challengeField, LEVEL_BYTES, levelField, readChallenge, readLevel } from '../capture-report.ts';
import {
  expectField,
  FieldReader,
  joinFields,
  malformedBody,
  readText,
  TOKEN_FIELD_BYTES,
  textField,
} from '../fields.ts';
import { CHALLENGE_LENGTH, type LivenessLevel, type Movement } from '../liveness.ts';
import { POINT_BYTES, PROTOCOL_VERSION, requireProtocolVersion, SUITE } from '../suite.ts';

/** Length in bytes. @param n number of bits of the embedding */
export const beginRequestLength = (n: number): number =>
  4 + 32 + TOKEN_FIELD_BYTES + 16 + 64 + LEVEL_BYTES + POINT_BYTES * n;

/** Length in bytes. */
export const beginResponseLength = 32 + 64 + 32 + 32 + CHALLENGE_LENGTH;

/** Browser → matcher, when the camera opens: authorization, share id and the receiver's points of the oblivious transfers. */
export interface BeginRequest {
  readonly n: number;
  /** 32 random bytes. */
  readonly nonce: Bytes;
  /** The authorization of the host, at most 2,046 characters. */
  readonly token: string;
  /** 16 bytes. */
  readonly shareId: Bytes;
  /** Public key of the device, 64 bytes (x ‖ y): the key that a match binds (recover), or the bound one (authenticate). Not validated yet. */
  readonly deviceKey: Bytes;
  /** The level that the capture will have, which decides whether BeginResponse brings a challenge. */
  readonly liveness: LivenessLevel;
  /** R_1 … R_n, 64 bytes each; not validated yet. */
  readonly points: Bytes;
}

export const encodeBeginRequest = (message: BeginRequest): Bytes =>
  joinFields(
    beginRequestLength(message.n),
    new Uint8Array([PROTOCOL_VERSION, SUITE]),
    u16(message.n),
    message.nonce,
    textField(message.token, TOKEN_FIELD_BYTES),
    message.shareId,
    message.deviceKey,
    levelField(message.liveness),
    message.points,
  );

/**
 * @param n number of bits in the matcher's configuration
 * @throws RecognizeError `security/envelope-invalid` on another length, suite or n, an unknown level, or an invalid token field;
 *   `assets/version-mismatch`
 */
export function parseBeginRequest(body: Uint8Array, n: number): BeginRequest {
  requireProtocolVersion(body);
  const reader = new FieldReader(body, beginRequestLength(n));
  reader.u8();
  expectField(reader.u8(), SUITE, 'suite');
  expectField(reader.u16(), n, 'n');
  const nonce = reader.take(32);
  const token = readText(reader, TOKEN_FIELD_BYTES);
  if (token === '') throw malformedBody('token: missing');
  const [shareId, deviceKey] = [reader.take(16), reader.take(64)];
  const liveness = readLevel(reader);
  return { n, nonce, token, shareId, deviceKey, liveness, points: reader.take(POINT_BYTES * n) };
}

/** Matcher → browser, before the matcher computes the transfer keys. */
export interface BeginResponse {
  /** 32 random bytes. */
  readonly nonce: Bytes;
  /** S, the sender's public key of the oblivious transfers, 64 bytes. */
  readonly serverPoint: Bytes;
  /** 32 random bytes that identify the ceremony in the next two requests. Not the session id. */
  readonly ceremonyId: Bytes;
  /** H("state", …) of the enrollment, 32 bytes; zeros for the share of an SDK device. */
  readonly stateHash: Bytes;
  /** Three different movements for the level `active`, otherwise empty. */
  readonly challenge: readonly Movement[];
}

export const encodeBeginResponse = (message: BeginResponse): Bytes =>
  joinFields(
    beginResponseLength,
    message.nonce,
    message.serverPoint,
    message.ceremonyId,
    message.stateHash,
    challengeField(message.challenge),
  );

/** @throws RecognizeError `security/envelope-invalid` on another length, or something that is no challenge */
export function parseBeginResponse(body: Uint8Array): BeginResponse {
  const reader = new FieldReader(body, beginResponseLength);
  const [nonce, serverPoint] = [reader.take(32), reader.take(64)];
  const [ceremonyId, stateHash] = [reader.take(32), reader.take(32)];
  return { nonce, serverPoint, ceremonyId, stateHash, challenge: readChallenge(reader) };
}
