import { describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import { encodeBeginRequest, parseBeginRequest } from '../../../src/wire/messages/begin.ts';
import {
  encodeEnrollRequest,
  encodeEnrollResponse,
  enrollRequestLength,
  enrollResponseLength,
  parseEnrollRequest,
  parseEnrollResponse,
} from '../../../src/wire/messages/enroll.ts';
import { encodeEvaluateRequest, parseEvaluateRequest } from '../../../src/wire/messages/evaluate.ts';
import {
  encodeFinishRequest,
  encodeFinishResponse,
  finishResponseLength,
  parseFinishRequest,
  parseFinishResponse,
} from '../../../src/wire/messages/finish.ts';

const n = 64;
const m1 = {
  n,
  nonce: systemRandom(32),
  token: 'header.claims.signature',
  shareId: systemRandom(16),
  deviceKey: systemRandom(64),
  points: systemRandom(64 * n),
};
const e1 = {
  type: 'TEMPORARY' as const,
  n,
  modelIdHash: systemRandom(32),
  token: 'a.b.c',
  shareId: systemRandom(16),
  share: systemRandom(n / 8),
  stateHash: systemRandom(32),
};
const e2 = {
  deviceId: systemRandom(16),
  created: 1_790_000_000_123,
  expires: 0,
  assertion: 'x.y.z',
  activationToken: '',
};
const yes = {
  recognized: true as const,
  deviceId: systemRandom(16),
  created: 1,
  expires: 2 ** 48 - 1,
  assertion: 'x.y.z',
};

describe('what is written is read', () => {
  test('BeginRequest, EvaluateRequest, FinishRequest', () => {
    const m3 = { choices: systemRandom(8), secretCommitment: systemRandom(32) };
    const m5 = { proof: systemRandom(32), secret: systemRandom(32), signature: systemRandom(64) };
    expect(parseBeginRequest(encodeBeginRequest(m1), n)).toEqual(m1);
    expect(parseEvaluateRequest(encodeEvaluateRequest(n, m3), n)).toEqual(m3);
    expect(parseFinishRequest(encodeFinishRequest(m5))).toEqual(m5);
  });

  test('EnrollRequest, EnrollResponse, FinishResponse', () => {
    expect(parseEnrollRequest(encodeEnrollRequest(e1), n)).toEqual(e1);
    expect(parseEnrollResponse(encodeEnrollResponse(e2))).toEqual(e2);
    expect(parseFinishResponse(encodeFinishResponse(yes))).toEqual(yes);
    expect(parseFinishResponse(encodeFinishResponse({ recognized: false }))).toEqual({ recognized: false });
  });
});

test('one length for every content', () => {
  for (const token of ['a', 'b'.repeat(2046)]) {
    expect(encodeBeginRequest({ ...m1, token })).toHaveLength(2164 + 64 * n);
    expect(encodeEnrollRequest({ ...e1, token })).toHaveLength(enrollRequestLength(n));
    expect(encodeEnrollResponse({ ...e2, activationToken: token })).toHaveLength(enrollResponseLength);
  }
  expect(encodeFinishResponse(yes)).toHaveLength(finishResponseLength);
  expect(encodeFinishResponse({ recognized: false })).toHaveLength(finishResponseLength);
});

describe('refused as security/envelope-invalid', () => {
  const changed = (bytes: Uint8Array, at: number, value: number) => {
    const out = bytes.slice();
    out[at] = value;
    return out;
  };
  const refused = (parse: () => unknown) => expect(parse).toThrow('security/envelope-invalid');

  test('another length', () => {
    for (const size of [0, 1, 100]) {
      refused(() => parseBeginRequest(new Uint8Array(size), n));
      refused(() => parseEnrollRequest(new Uint8Array(size), n));
      refused(() => parseEnrollResponse(new Uint8Array(size)));
      refused(() => parseFinishResponse(new Uint8Array(size)));
      refused(() => parseFinishRequest(new Uint8Array(size)));
    }
  });

  test('another version, suite, n, type or verdict', () => {
    const [first, enroll] = [encodeBeginRequest(m1), encodeEnrollRequest(e1)];
    for (const [at, value] of [
      [0, 2],
      [1, 0],
      [2, 4],
      [3, 128],
    ] as const)
      refused(() => parseBeginRequest(changed(first, at, value), n));
    for (const [at, value] of [
      [0, 0],
      [1, 2],
      [3, 65],
    ] as const)
      refused(() => parseEnrollRequest(changed(enroll, at, value), n));
    refused(() => parseBeginRequest(first, 128));
    refused(() => parseFinishResponse(changed(encodeFinishResponse(yes), 0, 2)));
  });

  test('a token that is empty, too long, not ASCII or followed by something', () => {
    const first = encodeBeginRequest(m1);
    refused(() => parseBeginRequest(changed(changed(first, 36, 0), 37, 0), n));
    refused(() => parseBeginRequest(changed(first, 36, 255), n));
    refused(() => parseBeginRequest(changed(first, 40, 200), n));
    refused(() => parseBeginRequest(changed(first, 40, 32), n));
    refused(() => parseBeginRequest(changed(first, 36 + 2047, 1), n));
  });

  test('a no that carries something', () => {
    const no = encodeFinishResponse({ recognized: false });
    for (const at of [1, 17, 30, no.length - 1]) refused(() => parseFinishResponse(changed(no, at, 1)));
  });
});

test('an encoder refuses what its parser would', () => {
  expect(() => encodeBeginRequest({ ...m1, token: 'a b' })).toThrow(RangeError);
  expect(() => encodeBeginRequest({ ...m1, token: 'x'.repeat(2047) })).toThrow(RangeError);
  expect(() => encodeBeginRequest({ ...m1, shareId: systemRandom(15) })).toThrow(RangeError);
});

describe('base64url', () => {
  test('RFC 4648 test vectors without padding', () => {
    const vectors = {
      '': '',
      f: 'Zg',
      fo: 'Zm8',
      foo: 'Zm9v',
      foob: 'Zm9vYg',
      fooba: 'Zm9vYmE',
      foobar: 'Zm9vYmFy',
    };
    for (const [text, encoded] of Object.entries(vectors)) {
      expect(toBase64url(Buffer.from(text))).toBe(encoded);
      expect(Buffer.from(fromBase64url(encoded)).toString()).toBe(text);
    }
  });

  test('agrees with Node on random bytes', () => {
    for (let length = 0; length < 100; length++) {
      const bytes = systemRandom(length);
      expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
    }
  });

  test('one form for every string', () => {
    for (const text of ['A', 'Zg==', 'Zh', 'Zm9', 'Zm 8', 'Zm+8', 'Zm/8', 'Zmé8']) {
      expect(() => fromBase64url(text)).toThrow('security/envelope-invalid');
    }
  });
});
