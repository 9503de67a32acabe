import type { Bytes } from '../bytes.ts';
import { FieldReader, joinFields } from '../fields.ts';
import { rowCount } from '../suite.ts';

/** Length in bytes. @param n number of bits of the embedding */
export const evaluateRequestLength = (n: number): number => n / 8 + 32;

/** The n of an EvaluateRequest whose length was checked before. */
export const evaluateRequestBits = (body: Uint8Array): number => 8 * (body.length - 32);

/** Length in bytes. @param n number of bits of the embedding */
export const evaluateResponseLength = (n: number): number => 32 * n + 32 + 32 * rowCount(n);

/** Browser → matcher, after the capture. */
export interface EvaluateRequest {
  /** c = e xor ρ, n/8 bytes: the input bits, masked by the choice bits of the oblivious transfers. */
  readonly choices: Bytes;
  /** H("s", s), 32 bytes. */
  readonly secretCommitment: Bytes;
}

export const encodeEvaluateRequest = (n: number, message: EvaluateRequest): Bytes =>
  joinFields(evaluateRequestLength(n), message.choices, message.secretCommitment);

/** @throws RecognizeError `security/envelope-invalid` on another length */
export function parseEvaluateRequest(body: Uint8Array, n: number): EvaluateRequest {
  const reader = new FieldReader(body, evaluateRequestLength(n));
  return { choices: reader.take(n / 8), secretCommitment: reader.take(32) };
}

/** Matcher → browser: the garbled threshold gate. The matcher counts the attempt before it sends this message. */
export interface EvaluateResponse {
  /** y_1 … y_n, 32 bytes each. */
  readonly corrections: Bytes;
  /** H("commit", sid, K), 32 bytes. */
  readonly commitment: Bytes;
  /** n/2 + 1 rows of 32 bytes. */
  readonly rows: Bytes;
}

export const encodeEvaluateResponse = (n: number, message: EvaluateResponse): Bytes =>
  joinFields(evaluateResponseLength(n), message.corrections, message.commitment, message.rows);

/** @throws RecognizeError `security/envelope-invalid` on another length */
export function parseEvaluateResponse(body: Uint8Array, n: number): EvaluateResponse {
  const reader = new FieldReader(body, evaluateResponseLength(n));
  const [corrections, commitment] = [reader.take(32 * n), reader.take(32)];
  return { corrections, commitment, rows: reader.take(32 * rowCount(n)) };
}
