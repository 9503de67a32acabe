import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/wire/bytes.ts';
import {
  beginResponseLength,
  encodeBeginRequest,
  encodeBeginResponse,
  parseBeginRequest,
  parseBeginResponse,
} from '../../../../src/wire/messages/begin.ts';
import { expectInvalid, withByte, wrongLengths } from '../support.ts';

const n = 64;
const request = {
  n,
  nonce: systemRandom(32),
  token: 'header.claims.signature',
  shareId: systemRandom(16),
  deviceKey: systemRandom(64),
  liveness: 'active' as const,
  points: systemRandom(64 * n),
};
const response = {
  nonce: systemRandom(32),
  serverPoint: systemRandom(64),
  ceremonyId: systemRandom(32),
  stateHash: systemRandom(32),
  challenge: ['closer', 'left', 'down'] as const,
};
/** Offset of the token field: 2 bytes of length, then the token. */
const TOKEN_OFFSET = 36;

describe('BeginRequest', () => {
  it('returns the encoded fields when it is parsed', () => {
    expect(parseBeginRequest(encodeBeginRequest(request), n)).toEqual(request);
  });

  it('has one length for every token', () => {
    for (const token of ['a', 'b'.repeat(2046)])
      expect(encodeBeginRequest({ ...request, token })).toHaveLength(2165 + 64 * n);
  });

  it('throws security/envelope-invalid for another length', () => {
    for (const length of wrongLengths) expectInvalid(() => parseBeginRequest(new Uint8Array(length), n));
  });

  it.each([
    ['version', 0, 0],
    ['suite', 1, 0],
    ['level', 2164, 3],
    ['n', 2, 4],
    ['n', 3, 128],
  ])('throws security/envelope-invalid for another %s', (_, offset, value) => {
    expectInvalid(() => parseBeginRequest(withByte(encodeBeginRequest(request), offset, value), n));
  });

  it('throws assets/version-mismatch for a request of version 1', () => {
    expect(() => parseBeginRequest(withByte(encodeBeginRequest(request), 0, 1).slice(0, -1), n)).toThrow(
      'assets/version-mismatch: page and backend are of different releases: protocol version 1 and 2',
    );
  });

  it('throws security/envelope-invalid when the matcher has another n', () => {
    expectInvalid(() => parseBeginRequest(encodeBeginRequest(request), 128));
  });

  it.each<[string, ...(readonly [number, number])[]]>([
    ['that is empty', [TOKEN_OFFSET, 0], [TOKEN_OFFSET + 1, 0]],
    ['that is longer than its field', [TOKEN_OFFSET, 255]],
    ['with a character that is not ASCII', [TOKEN_OFFSET + 4, 200]],
    ['with a space', [TOKEN_OFFSET + 4, 32]],
    ['with padding that is not zero', [TOKEN_OFFSET + 2047, 1]],
  ])('throws security/envelope-invalid for a token %s', (_, ...changes) => {
    const changed = changes.reduce<Uint8Array>(
      (body, [offset, value]) => withByte(body, offset, value),
      encodeBeginRequest(request),
    );
    expectInvalid(() => parseBeginRequest(changed, n));
  });

  it('throws a RangeError when fields are encoded that the parser would refuse', () => {
    for (const change of [{ token: 'a b' }, { token: 'x'.repeat(2047) }, { shareId: systemRandom(15) }])
      expect(() => encodeBeginRequest({ ...request, ...change })).toThrow(RangeError);
  });
});

describe('BeginResponse', () => {
  it('returns the encoded fields when it is parsed', () => {
    expect(encodeBeginResponse(response)).toHaveLength(beginResponseLength);
    expect(parseBeginResponse(encodeBeginResponse(response))).toEqual(response);
  });

  it('has no challenge in a response for another level than active', () => {
    const plain = { ...response, challenge: [] };
    expect(parseBeginResponse(encodeBeginResponse(plain))).toEqual(plain);
  });

  it.each([[[1, 1, 2]], [[0, 1, 2]], [[1, 2, 6]]])(
    'throws security/envelope-invalid for the challenge %j',
    (movements) => {
      const body = encodeBeginResponse(response);
      body.set(movements, body.length - 3);
      expectInvalid(() => parseBeginResponse(body));
    },
  );

  it('throws security/envelope-invalid for another length', () => {
    for (const length of wrongLengths) expectInvalid(() => parseBeginResponse(new Uint8Array(length)));
  });
});
