import { describe, expect, it } from 'vitest';
import {
  errorIn,
  parseAuthorizationResponse,
  parseDeviceResponse,
  parseEmptyResponse,
  parseResponse,
  parseSealedResponse,
} from '../../../src/wire/responses.ts';

const parse = (response: unknown) => () => parseResponse('begin', response, parseSealedResponse);
const badResponse = (detail: string) => expect.objectContaining({ code: 'host/bad-response', detail });

describe('parseResponse', () => {
  it('returns what the parser returns', () => {
    expect(parseResponse('begin', { body: 'AQID' }, parseSealedResponse)).toEqual(new Uint8Array([1, 2, 3]));
    expect(parseResponse('remove-device', { unused: 1 }, parseEmptyResponse)).toBeUndefined();
  });

  it('throws the error that the answer carries', () => {
    const error = { code: 'ceremony/locked', detail: 'too many attempts', until: 5 };
    expect(parse({ error })).toThrow(expect.objectContaining(error));
    const withoutDetail = { code: 'server/not-found', detail: null };
    expect(parse({ error: withoutDetail })).toThrow(
      expect.objectContaining({ code: 'server/not-found', detail: undefined, until: undefined }),
    );
  });

  it.each([
    ['1e400', 10 * 365 * 86_400_000],
    ['-1', 0],
  ])('bounds the remaining time %s of a lock, which hides no error', (remainingMs, expected) => {
    const answer = JSON.parse(`{"error": {"code": "ceremony/locked", "remainingMs": ${remainingMs}}}`);
    const error = errorIn(answer)!;
    expect(error.code).toBe('ceremony/locked');
    expect(Math.abs(error.remainingMs! - expected)).toBeLessThan(1_000);
    expect(error.until).toBeLessThan(8.64e15);
  });

  it.each<[string, unknown]>([
    ['begin: answer: expected an object', null],
    ['begin: answer: expected an object', 'text'],
    ['begin: answer: expected an object', []],
    ['begin: body: missing', {}],
    ['begin: body: expected a string', { body: 5 }],
    ['begin: body: expected base64url', { body: 'AQ==' }],
    ['begin: error: expected an object', { error: 'Not found' }],
    ['begin: error: expected an object', { error: null }],
    ['begin: error.code: missing', { error: {} }],
    ['begin: error.code: expected an error code of this release', { error: { code: 'x/y' } }],
    ['begin: error.detail: expected a string', { error: { code: 'ceremony/locked', detail: 5 } }],
    ['begin: error.until: expected a number', { error: { code: 'ceremony/locked', until: '5' } }],
  ])('throws host/bad-response with "%s"', (detail, response) => {
    expect(parse(response)).toThrow(badResponse(detail));
  });
});

describe('parseAuthorizationResponse', () => {
  it('returns the token, or throws host/bad-response', () => {
    expect(parseAuthorizationResponse({ authorization: 'a.b.c' })).toBe('a.b.c');
    expect(() => parseAuthorizationResponse({})).toThrow(badResponse('authorization: missing'));
    expect(() => parseAuthorizationResponse({ authorization: '' })).toThrow(
      badResponse('authorization: expected a token'),
    );
  });
});

describe('parseDeviceResponse', () => {
  it('returns the device, or throws host/bad-response', () => {
    const device = { deviceId: 'AQID', type: 'SDK', name: 'Desk', created: 1_790_000_000_000 } as const;
    expect(parseDeviceResponse({ device })).toEqual(device);
    for (const response of [{}, { device: null }, { device: { ...device, created: '5' } }])
      expect(() => parseDeviceResponse(response)).toThrow(
        expect.objectContaining({ code: 'host/bad-response' }),
      );
  });
});
