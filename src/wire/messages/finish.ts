import type { Bytes } from '../bytes.ts';
import { type CaptureReport, REPORT_BYTES, readReport, reportField } from '../capture-report.ts';
import {
  ASSERTION_FIELD_BYTES,
  expectField,
  FieldReader,
  joinFields,
  readText,
  readTime,
  textField,
  timeField,
} from '../fields.ts';
import { PROTOCOL_VERSION, versionMismatch } from '../suite.ts';

/** Length in bytes. */
export const finishRequestLength = 32 + 32 + REPORT_BYTES + 64;

/** Length of the FinishRequest of version 1, which has no report. */
const VERSION_1_LENGTH = 32 + 32 + 64;

/** Length in bytes, the same for a match and for no match. */
export const finishResponseLength = 1 + 16 + 6 + 6 + ASSERTION_FIELD_BYTES;

/** Browser → matcher, whether or not K was found; 100 ms after EvaluateResponse arrived. */
export interface FinishRequest {
  /** The proof of knowing K, or 32 random bytes. */
  readonly proof: Bytes;
  /** s, 32 bytes. EvaluateRequest carried its commitment. */
  readonly secret: Bytes;
  readonly report: CaptureReport;
  /** ECDSA P-256 with SHA-256 by the device key over H("bind", …), r ‖ s, 64 bytes. */
  readonly signature: Bytes;
}

export const encodeFinishRequest = (message: FinishRequest): Bytes =>
  joinFields(
    finishRequestLength,
    message.proof,
    message.secret,
    reportField(message.report),
    message.signature,
  );

/**
 * @throws RecognizeError `security/envelope-invalid` on another length, an unknown level or flag; `assets/version-mismatch` for a message of
 *   version 1: a page that has begun before the backend was updated
 */
export function parseFinishRequest(body: Uint8Array): FinishRequest {
  if (body.length === VERSION_1_LENGTH) throw versionMismatch(1, PROTOCOL_VERSION);
  const reader = new FieldReader(body, finishRequestLength);
  const [proof, secret, report] = [reader.take(32), reader.take(32), readReport(reader)];
  return { proof, secret, report, signature: reader.take(64) };
}

/** Matcher → browser: the verdict; after a match also the bound device and the assertion. */
export type FinishResponse =
  | { readonly recognized: false }
  | {
      readonly recognized: true;
      /** 16 bytes. */
      readonly deviceId: Bytes;
      /** Milliseconds since the epoch. */
      readonly created: number;
      /** Milliseconds since the epoch; 0: does not expire. */
      readonly expires: number;
      /** ES256 JWT. */
      readonly assertion: string;
    };

export const encodeFinishResponse = (message: FinishResponse): Bytes =>
  message.recognized
    ? joinFields(
        finishResponseLength,
        new Uint8Array([1]),
        message.deviceId,
        timeField(message.created),
        timeField(message.expires),
        textField(message.assertion, ASSERTION_FIELD_BYTES),
      )
    : new Uint8Array(finishResponseLength);

/** @throws RecognizeError `security/envelope-invalid` on another length, another verdict, or data after "no match" */
export function parseFinishResponse(body: Uint8Array): FinishResponse {
  const reader = new FieldReader(body, finishResponseLength);
  const verdict = reader.u8();
  if (verdict === 0 && body.every((byte) => byte === 0)) return { recognized: false };
  expectField(verdict, 1, 'verdict');
  const device = { deviceId: reader.take(16), created: readTime(reader), expires: readTime(reader) };
  return { recognized: true, ...device, assertion: readText(reader, ASSERTION_FIELD_BYTES) };
}
