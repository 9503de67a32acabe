import { expect, it } from 'vitest';
import { systemRandom } from '../../../../src/wire/bytes.ts';
import {
  encodeEvaluateRequest,
  encodeEvaluateResponse,
  evaluateRequestBits,
  evaluateRequestLength,
  evaluateResponseLength,
  parseEvaluateRequest,
  parseEvaluateResponse,
} from '../../../../src/wire/messages/evaluate.ts';
import { rowCount } from '../../../../src/wire/suite.ts';
import { expectInvalid, wrongLengths } from '../support.ts';

const n = 64;
const request = { choices: systemRandom(n / 8), secretCommitment: systemRandom(32) };
const response = {
  corrections: systemRandom(32 * n),
  commitment: systemRandom(32),
  rows: systemRandom(32 * rowCount(n)),
};

it('EvaluateRequest returns the encoded fields when it is parsed', () => {
  const body = encodeEvaluateRequest(n, request);
  expect(body).toHaveLength(evaluateRequestLength(n));
  expect(evaluateRequestBits(body)).toBe(n);
  expect(parseEvaluateRequest(body, n)).toEqual(request);
});

it('EvaluateResponse returns the encoded fields when it is parsed', () => {
  const body = encodeEvaluateResponse(n, response);
  expect(body).toHaveLength(evaluateResponseLength(n));
  expect(parseEvaluateResponse(body, n)).toEqual(response);
});

it('both throw security/envelope-invalid for another length, and a RangeError for fields of another length', () => {
  for (const length of wrongLengths) {
    expectInvalid(() => parseEvaluateRequest(new Uint8Array(length), n));
    expectInvalid(() => parseEvaluateResponse(new Uint8Array(length), n));
  }
  expect(() => encodeEvaluateRequest(n, { ...request, choices: systemRandom(9) })).toThrow(RangeError);
  expect(() => encodeEvaluateResponse(n, { ...response, rows: systemRandom(32) })).toThrow(RangeError);
});
