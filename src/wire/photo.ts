import { type Bytes, concat } from './bytes.ts';
import { type FieldReader, malformedBody } from './fields.ts';

/**
 * Where the photo of an enrollment comes from. SELFIE: a photo that the host's identity check has taken. TRUSTED_SOURCE: a record that the
 * host trusts, such as a register. DOCUMENT: the picture of an identity document.
 */
export const scenarios = ['SELFIE', 'TRUSTED_SOURCE', 'DOCUMENT'] as const;

export type Scenario = (typeof scenarios)[number];

/** SHA-256. */
const PHOTO_HASH_BYTES = 32;

/** Bytes of a photo report in a message: the scenario, and the hash of the file. */
export const PHOTO_BYTES = 1 + PHOTO_HASH_BYTES;

/** What a client says about the photo of an enrollment. */
export interface PhotoReport {
  readonly scenario: Scenario;
  /** SHA-256 of the file, 32 bytes. */
  readonly hash: Bytes;
}

/** 33 bytes: 1 SELFIE, 2 TRUSTED_SOURCE, 3 DOCUMENT; then the hash. */
export const photoField = ({ scenario, hash }: PhotoReport): Bytes =>
  concat(new Uint8Array([scenarios.indexOf(scenario) + 1]), hash);

/** @throws RecognizeError `security/envelope-invalid` on an unknown scenario */
export function readPhoto(reader: FieldReader): PhotoReport {
  const scenario = scenarios[reader.u8() - 1];
  if (scenario === undefined) throw malformedBody('scenario: expected 1, 2 or 3');
  return { scenario, hash: reader.take(PHOTO_HASH_BYTES) };
}
