import type { Bytes } from '../bytes.ts';
import { body, Reader } from '../fields.ts';
import { rowCount } from '../suite.ts';

export const evaluateRequestLength = (n: number): number => n / 8 + 32;
/** The n of an EvaluateRequest whose length was checked when it arrived. */
export const evaluateRequestBits = (m3: Uint8Array): number => 8 * (m3.length - 32);
export const evaluateResponseLength = (n: number): number => 32 * n + 32 + 32 * rowCount(n);

/** Browser → matcher, after the capture. */
export interface EvaluateRequest {
  /** c = e xor ρ, n/8 bytes. */
  readonly choices: Bytes;
  /** H("s", s), 32 bytes. */
  readonly secretCommitment: Bytes;
}

export const encodeEvaluateRequest = (n: number, m: EvaluateRequest): Bytes =>
  body(evaluateRequestLength(n), m.choices, m.secretCommitment);

export function parseEvaluateRequest(bytes: Uint8Array, n: number): EvaluateRequest {
  const reader = new Reader(bytes, evaluateRequestLength(n));
  return { choices: reader.take(n / 8), secretCommitment: reader.take(32) };
}

/** Matcher → browser; the attempt is counted before it leaves. */
export interface EvaluateResponse {
  readonly corrections: Bytes;
  readonly commitment: Bytes;
  readonly rows: Bytes;
}

export const encodeEvaluateResponse = (n: number, m: EvaluateResponse): Bytes =>
  body(evaluateResponseLength(n), m.corrections, m.commitment, m.rows);

export function parseEvaluateResponse(bytes: Uint8Array, n: number): EvaluateResponse {
  const reader = new Reader(bytes, evaluateResponseLength(n));
  const [corrections, commitment] = [reader.take(32 * n), reader.take(32)];
  return { corrections, commitment, rows: reader.take(32 * rowCount(n)) };
}
