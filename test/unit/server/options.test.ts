// cspell:ignore bücher xn bcher kva
import { describe, expect, it } from 'vitest';
import { parseOptions, type RecognizeServerOptions } from '../../../src/server/options.ts';
import { defaultPolicy } from '../../../src/server/policy.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';

const required: RecognizeServerOptions = {
  storage: {
    query: async () => [],
    transaction: async () => {},
    close: async () => {},
  } as unknown as Storage,
  secret: 'secret',
  models: [{}],
  origins: ['https://bank.example'],
  authorize: async () => undefined,
};
const messageOf = (options: object): string => {
  try {
    parseOptions({ ...required, ...options } as RecognizeServerOptions);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

it('accepts the required options and fills in the default policy', () => {
  const settings = parseOptions(required);
  expect(settings).toMatchObject({ basePath: '', policy: defaultPolicy });
  expect(settings.storage).toBe(required.storage);
});

it('keeps the defaults of policy values that are not set', () => {
  expect(parseOptions({ ...required, policy: { deviceLimit: 3 } }).policy).toEqual({
    ...defaultPolicy,
    deviceLimit: 3,
  });
});

const key = { kty: 'EC', crv: 'P-256', x: 'A', y: 'B' };

describe('parseOptions', () => {
  it.each<[string, object, string]>([
    ['an unknown option', { queue: 3 }, 'queue: unknown name'],
    ['an unknown policy value', { policy: { ceremonyLife: 1 } }, 'policy.ceremonyLife: unknown name'],
    [
      'an unknown lockout value',
      { policy: { lockout: { failures: 1, windowMs: 1, durationMs: 1, window: 1 } } },
      'policy.lockout.window: unknown name',
    ],
    [
      'an incomplete lockout',
      { policy: { lockout: { failures: 1, windowMs: 1 } } },
      'policy.lockout.durationMs: missing',
    ],
    ...[-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null].map((value): [string, object, string] => [
      `the device limit ${value}`,
      { policy: { deviceLimit: value } },
      `policy.deviceLimit: expected a whole number, 0 or more${value === '5' ? ', not a string' : ''}`,
    ]),
    [
      'a lockout after no failure',
      { policy: { lockout: { failures: 0, windowMs: 1, durationMs: 1 } } },
      'policy.lockout.failures: expected a whole number, 1 or more',
    ],
    [
      'an incomplete budget',
      { policy: { firstRequestBudget: { requests: 3 } } },
      'policy.firstRequestBudget.windowMs: missing',
    ],
    [
      'no delay of the last response',
      { policy: { finishDelayMs: 0 } },
      'policy.finishDelayMs: expected a whole number, 1 or more',
    ],
    [
      'a delay of the last response for which no page waits',
      { policy: { finishDelayMs: 60_000 } },
      'policy.finishDelayMs: expected at most 10000',
    ],
    [
      'a lifetime that does not fit into a message',
      { policy: { backupLifetimeMs: Number.MAX_SAFE_INTEGER } },
      'policy.backupLifetimeMs: expected at most 3155760000000',
    ],
    ['no threads', { threads: 0 }, 'threads: expected a whole number, 1 or more'],
    ['a negative queue limit', { queueLimit: -1 }, 'queueLimit: expected a whole number, 0 or more'],
    [
      'a base path with a dot segment',
      { basePath: '/a/../b' },
      'basePath: expected a path such as /recognize-api',
    ],
    ['a base path with a query', { basePath: '/a?b' }, 'basePath: expected a path such as /recognize-api'],
    [
      'an origin with a path',
      { origins: ['https://bank.example/shop'] },
      'origins.0: expected an origin such as https://bank.example, with scheme and without path or *',
    ],
    [
      'a base path with a scheme',
      { basePath: 'https://x/api' },
      'basePath: expected a path such as /recognize-api',
    ],
    [
      'an empty list of origins',
      { origins: [] },
      'origins: expected at least one origin such as https://bank.example',
    ],
    [
      'origins as empty text',
      { origins: ' ' },
      'origins: expected at least one origin such as https://bank.example',
    ],
    [
      'origins that are not set',
      { origins: undefined },
      'origins: expected origins such as https://bank.example',
    ],
    ...['*', 'null', 'bank.example', 'https://*.bank.example'].map((origin): [string, object, string] => [
      `the origin ${origin}`,
      { origins: [origin] },
      'origins.0: expected an origin such as https://bank.example, with scheme and without path or *',
    ]),
    ...['./manifest.json', ['./manifest.json']].map((models): [string, object, string] => [
      `models as ${JSON.stringify(models)}`,
      { models },
      `models${typeof models === 'string' ? '' : '.0'}: expected the manifest as parsed JSON, not text or a path; write JSON.parse(readFileSync(path, "utf8"))`,
    ]),
    ['no models', { models: [] }, 'models: expected at least one manifest'],
    [
      'a private authorization key',
      { authorizationKeys: [{ ...key, d: 'C' }] },
      'authorizationKeys.0: expected a public key, not a private one; remove the member d and replace the key',
    ],
    [
      'an RSA key',
      { authorizationKeys: [{ kty: 'RSA' }] },
      'authorizationKeys.0: expected a public P-256 key as JWK (kty EC, crv P-256, x, y)',
    ],
    [
      'a PEM file',
      { authorizationKeys: '-----BEGIN PUBLIC KEY-----' },
      'authorizationKeys: expected a list of JWK',
    ],
    [
      'a promise of a storage',
      { storage: Promise.resolve(required.storage) },
      'storage: expected a Storage, not a promise of one; write await before it',
    ],
    ['onRemoved that is no function', { onRemoved: {} }, 'onRemoved: expected a function'],
    ['no storage', { storage: {} }, 'storage: expected a Storage with query, transaction and close'],
    ['no authorize', { authorize: undefined }, 'authorize: expected a function'],
    ['a single manifest', { models: {} }, 'models: expected a list of manifests'],
  ])('throws an error that names the option: %s', (_case, options, detail) => {
    expect(messageOf(options)).toBe(`createRecognizeServer: ${detail}`);
  });
});

it.each([
  ['/a/b/', '/a/b'],
  ['x', '/x'],
  ['x/', '/x'],
  ['//x//', '/x'],
  [' /x\n', '/x'],
  ['/', ''],
  ['', ''],
  ['/bücher', '/b%C3%BCcher'],
])('normalizes the base path %j to %j', (basePath, expected) => {
  expect(parseOptions({ ...required, basePath }).basePath).toBe(expected);
});

it.each<[string | string[], string[]]>([
  ['https://a.example, https://b.example/', ['https://a.example', 'https://b.example']],
  ['https://a.example,', ['https://a.example']],
  [['HTTPS://A.example:443', 'https://a.example/'], ['https://a.example']],
])('normalizes the origins %j to %j', (origins, expected) => {
  expect(parseOptions({ ...required, origins }).origins).toEqual(expected);
});

it.each([
  ['a list', [key]],
  ['a JWK Set', { keys: [key] }],
  ['JSON text of a list', JSON.stringify([key])],
  ['JSON text of a JWK Set', JSON.stringify({ keys: [key] })],
])('accepts authorizationKeys as %s', (_form, authorizationKeys) => {
  expect(parseOptions({ ...required, authorizationKeys }).authorizationKeys).toEqual([key]);
});

it('treats an empty issuer as not set, and trims a set one', () => {
  expect(parseOptions({ ...required, issuer: '' }).issuer).toBeUndefined();
  expect(parseOptions({ ...required, issuer: 'bank\n' }).issuer).toBe('bank');
});
