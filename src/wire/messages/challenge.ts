import type { Bytes } from '../bytes.ts';
import { challengeField, LEVEL_BYTES, levelField, readChallenge, readLevel } from '../capture-report.ts';
import { FieldReader, joinFields, malformedBody, readText, TOKEN_FIELD_BYTES, textField } from '../fields.ts';
import { CHALLENGE_LENGTH, type LivenessLevel, type Movement } from '../liveness.ts';
import { PROTOCOL_VERSION, requireProtocolVersion } from '../suite.ts';

/** Length in bytes. */
export const challengeRequestLength = 1 + LEVEL_BYTES + TOKEN_FIELD_BYTES;

/** Length in bytes. */
export const challengeResponseLength = CHALLENGE_LENGTH;

/** Browser → matcher, before the capture of an enrollment. The matcher refuses what it would refuse after the capture. */
export interface ChallengeRequest {
  /** The level that the capture will have. */
  readonly liveness: LivenessLevel;
  /** The authorization of the host, at most 2,046 characters. This request does not use it up. */
  readonly token: string;
}

export const encodeChallengeRequest = ({ liveness, token }: ChallengeRequest): Bytes =>
  joinFields(
    challengeRequestLength,
    new Uint8Array([PROTOCOL_VERSION]),
    levelField(liveness),
    textField(token, TOKEN_FIELD_BYTES),
  );

/**
 * @throws RecognizeError `security/envelope-invalid` on another length, an unknown level or an invalid token field;
 *   `assets/version-mismatch`
 */
export function parseChallengeRequest(body: Uint8Array): ChallengeRequest {
  requireProtocolVersion(body);
  const reader = new FieldReader(body, challengeRequestLength);
  reader.u8();
  const liveness = readLevel(reader);
  const token = readText(reader, TOKEN_FIELD_BYTES);
  if (token === '') throw malformedBody('token: missing');
  return { liveness, token };
}

/** Matcher → browser. */
export interface ChallengeResponse {
  /** Three different movements for the level `active`, otherwise empty. */
  readonly challenge: readonly Movement[];
}

export const encodeChallengeResponse = ({ challenge }: ChallengeResponse): Bytes =>
  joinFields(challengeResponseLength, challengeField(challenge));

/** @throws RecognizeError `security/envelope-invalid` on another length, or something that is no challenge */
export const parseChallengeResponse = (body: Uint8Array): ChallengeResponse => ({
  challenge: readChallenge(new FieldReader(body, challengeResponseLength)),
});
