import { RecognizeError } from '../errors.ts';
import { malformedBody } from './fields.ts';

/**
 * Version of the protocol, the first byte of BeginRequest, ChallengeRequest and EnrollRequest. Labels of hashes keep the "v1" of the first
 * version: stored client states depend on some of them, and the version byte is part of every session id.
 */
export const PROTOCOL_VERSION = 2;

/** The only cipher suite: P-256, SHA-256, wire labels of 256 bits. */
export const SUITE = 1;

/**
 * Page and backend speak different versions of the protocol. The code is one that version 1 knows, so that pages of that version show it too.
 *
 * @param page version of the page
 * @param backend version of the backend
 */
export const versionMismatch = (page: number, backend: number): RecognizeError =>
  new RecognizeError('assets/version-mismatch', {
    detail: `page and backend are of different releases: protocol version ${page} and ${backend}`,
  });

/**
 * Checks the first byte of a request.
 *
 * @throws RecognizeError `assets/version-mismatch` for another version, `security/envelope-invalid` for something that is none
 */
export function requireProtocolVersion(body: Uint8Array): void {
  const version = body[0] ?? 0;
  if (version === 0) throw malformedBody('version: missing');
  if (version !== PROTOCOL_VERSION) throw versionMismatch(version, PROTOCOL_VERSION);
}

/** Bytes of a P-256 point in a message: x ‖ y, both big-endian. */
export const POINT_BYTES = 64;

/** Rows of the threshold gate's table. The number depends only on n, so that the length of EvaluateResponse does not reveal tau. */
export const rowCount = (n: number): number => n / 2 + 1;
