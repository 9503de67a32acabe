import type { Bytes } from '../bytes.ts';
import {
  assertionFieldLength,
  body,
  expectField,
  Reader,
  readText,
  readTime,
  textField,
  time,
} from '../fields.ts';

export const finishRequestLength = 32 + 32 + 64;
export const finishResponseLength = 1 + 16 + 6 + 6 + assertionFieldLength;

/** Browser → matcher, always, 100 ms after EvaluateResponse arrived. */
export interface FinishRequest {
  /** The proof of knowing K, or 32 random bytes. */
  readonly proof: Bytes;
  /** s, 32 bytes, committed to in EvaluateRequest. */
  readonly secret: Bytes;
  /** ECDSA P-256 with SHA-256, r ‖ s, by the device key over H("bind", …). */
  readonly signature: Bytes;
}

export const encodeFinishRequest = (m: FinishRequest): Bytes =>
  body(finishRequestLength, m.proof, m.secret, m.signature);

export function parseFinishRequest(bytes: Uint8Array): FinishRequest {
  const reader = new Reader(bytes, finishRequestLength);
  return { proof: reader.take(32), secret: reader.take(32), signature: reader.take(64) };
}

/** Matcher → browser: yes with the device and the assertion, or no with nothing, in one length. */
export type FinishResponse =
  | { readonly recognized: false }
  | {
      readonly recognized: true;
      readonly deviceId: Bytes;
      readonly created: number;
      /** 0: does not expire. */
      readonly expires: number;
      readonly assertion: string;
    };

export const encodeFinishResponse = (m: FinishResponse): Bytes =>
  m.recognized
    ? body(
        finishResponseLength,
        new Uint8Array([1]),
        m.deviceId,
        time(m.created),
        time(m.expires),
        textField(m.assertion, assertionFieldLength),
      )
    : new Uint8Array(finishResponseLength);

export function parseFinishResponse(bytes: Uint8Array): FinishResponse {
  const reader = new Reader(bytes, finishResponseLength);
  const verdict = reader.u8();
  if (verdict === 0 && bytes.every((byte) => byte === 0)) return { recognized: false };
  expectField(verdict, 1, 'verdict');
  const record = { deviceId: reader.take(16), created: readTime(reader), expires: readTime(reader) };
  return { recognized: true, ...record, assertion: readText(reader, assertionFieldLength) };
}
