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
  models: [],
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
      'policy.deviceLimit: expected a whole number, 0 or more',
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
    ['no threads', { threads: 0 }, 'threads: expected a whole number, 1 or more'],
    ['a negative queue limit', { queueLimit: -1 }, 'queueLimit: expected a whole number, 0 or more'],
    ['a base path without a slash', { basePath: 'api' }, 'basePath: expected a path such as /recognize-api'],
    ['a base path with a query', { basePath: '/a?b' }, 'basePath: expected a path such as /recognize-api'],
    [
      'an origin with a path',
      { origins: ['https://bank.example/'] },
      'origins.0: expected origins such as https://bank.example',
    ],
    ['no storage', { storage: {} }, 'storage: expected a Storage with query, transaction and close'],
    ['no authorize', { authorize: undefined }, 'authorize: expected a function'],
    ['a single manifest', { models: {} }, 'models: expected a list of manifests'],
  ])('throws an error that names the option: %s', (_case, options, detail) => {
    expect(messageOf(options)).toBe(`createRecognizeServer: ${detail}`);
  });
});

it('removes slashes at the end of the base path', () => {
  expect(parseOptions({ ...required, basePath: '/a/b/' }).basePath).toBe('/a/b');
});
