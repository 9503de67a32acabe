import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../src/matching/bytes.ts';
import { encodeM1, encodeM3, encodeM5, parseM1, parseM3, parseM5 } from '../../../src/matching/messages.ts';
import { fromBase64url, toBase64url } from '../../../src/protocol/encoding.ts';
import {
  e1Length,
  e2Length,
  encodeE1,
  encodeE2,
  encodeM6,
  m6Length,
  parseE1,
  parseE2,
  parseM6,
} from '../../../src/protocol/messages.ts';

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
  test('M1, M3, M5', () => {
    const m3 = { choices: systemRandom(8), secretCommitment: systemRandom(32) };
    const m5 = { proof: systemRandom(32), secret: systemRandom(32), signature: systemRandom(64) };
    expect(parseM1(encodeM1(m1), n)).toEqual(m1);
    expect(parseM3(encodeM3(n, m3), n)).toEqual(m3);
    expect(parseM5(encodeM5(m5))).toEqual(m5);
  });

  test('E1, E2, M6', () => {
    expect(parseE1(encodeE1(e1), n)).toEqual(e1);
    expect(parseE2(encodeE2(e2))).toEqual(e2);
    expect(parseM6(encodeM6(yes))).toEqual(yes);
    expect(parseM6(encodeM6({ recognized: false }))).toEqual({ recognized: false });
  });
});

test('one length for every content', () => {
  for (const token of ['a', 'b'.repeat(2046)]) {
    expect(encodeM1({ ...m1, token })).toHaveLength(2164 + 64 * n);
    expect(encodeE1({ ...e1, token })).toHaveLength(e1Length(n));
    expect(encodeE2({ ...e2, activationToken: token })).toHaveLength(e2Length);
  }
  expect(encodeM6(yes)).toHaveLength(m6Length);
  expect(encodeM6({ recognized: false })).toHaveLength(m6Length);
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
      refused(() => parseM1(new Uint8Array(size), n));
      refused(() => parseE1(new Uint8Array(size), n));
      refused(() => parseE2(new Uint8Array(size)));
      refused(() => parseM6(new Uint8Array(size)));
      refused(() => parseM5(new Uint8Array(size)));
    }
  });

  test('another version, suite, n, type or verdict', () => {
    const [first, enroll] = [encodeM1(m1), encodeE1(e1)];
    for (const [at, value] of [
      [0, 2],
      [1, 0],
      [2, 4],
      [3, 128],
    ] as const)
      refused(() => parseM1(changed(first, at, value), n));
    for (const [at, value] of [
      [0, 0],
      [1, 2],
      [3, 65],
    ] as const)
      refused(() => parseE1(changed(enroll, at, value), n));
    refused(() => parseM1(first, 128));
    refused(() => parseM6(changed(encodeM6(yes), 0, 2)));
  });

  test('a token that is empty, too long, not ASCII or followed by something', () => {
    const first = encodeM1(m1);
    refused(() => parseM1(changed(changed(first, 36, 0), 37, 0), n));
    refused(() => parseM1(changed(first, 36, 255), n));
    refused(() => parseM1(changed(first, 40, 200), n));
    refused(() => parseM1(changed(first, 40, 32), n));
    refused(() => parseM1(changed(first, 36 + 2047, 1), n));
  });

  test('a no that carries something', () => {
    const no = encodeM6({ recognized: false });
    for (const at of [1, 17, 30, no.length - 1]) refused(() => parseM6(changed(no, at, 1)));
  });
});

test('an encoder refuses what its parser would', () => {
  expect(() => encodeM1({ ...m1, token: 'a b' })).toThrow(RangeError);
  expect(() => encodeM1({ ...m1, token: 'x'.repeat(2047) })).toThrow(RangeError);
  expect(() => encodeM1({ ...m1, shareId: systemRandom(15) })).toThrow(RangeError);
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
