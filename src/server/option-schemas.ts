import type { JWK } from 'jose';
import * as v from 'valibot';
import { normalizeOrigin } from './origins.ts';
import type { Storage } from './storage/sql.ts';

// Options often come from environment variables. What a variable can hold is accepted as text, or refused with one sentence.

export const functionOf = <Type>() =>
  v.custom<Type>((value) => typeof value === 'function', 'expected a function');

const isPromise = (value: unknown): boolean => typeof Object(value).then === 'function';

export const storageSchema = v.custom<Storage>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    ['query', 'transaction', 'close'].every((name) => typeof Reflect.get(value, name) === 'function'),
  ({ input }) =>
    isPromise(input)
      ? 'expected a Storage, not a promise of one; write await before it'
      : 'expected a Storage with query, transaction and close',
);

const origin = v.pipe(
  v.string('expected origins such as https://bank.example'),
  v.transform(normalizeOrigin),
  v.string('expected an origin such as https://bank.example, with scheme and without path or *'),
);

/** A list, or text with commas between the origins. */
export const originsSchema = v.pipe(
  v.unknown(),
  v.transform((value) =>
    typeof value === 'string' ? value.split(',').filter((part) => part.trim() !== '') : value,
  ),
  v.array(origin, 'expected origins such as https://bank.example'),
  v.minLength(1, 'expected at least one origin such as https://bank.example'),
  v.transform((origins): readonly string[] => [...new Set(origins)]),
);

const basePathExpected = 'expected a path such as /recognize-api';

/** With one slash at the beginning and none at the end, percent-encoded as in a URL; empty for the root. */
export const basePathSchema = v.pipe(
  v.string(basePathExpected),
  v.transform((path) => path.trim().replace(/^\/+|\/+$/g, '')),
  v.regex(/^$|^(?!\.{1,2}(\/|$))[^/?#\\]+(\/(?!\.{1,2}(\/|$))[^/?#\\]+)*$/, basePathExpected),
  v.transform((path) => (path === '' ? '' : new URL(`http://host/${path}`).pathname)),
);

const handoffPageExpected = 'expected a path such as /phone';

/** A path of the site, with query and fragment if it needs them. `//` would begin another host. */
export const handoffPageSchema = v.pipe(
  v.string(handoffPageExpected),
  v.trim(),
  v.regex(/^\/(?![/\\])[^\s\\]*$/, handoffPageExpected),
);

export const issuerSchema = v.pipe(
  v.string('expected text'),
  v.trim(),
  v.transform((issuer) => (issuer === '' ? undefined : issuer)),
);

/** Parses text; returns other values, and text that is not JSON, unchanged. */
function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const manifestExpected =
  'expected the manifest as parsed JSON, not text or a path; write JSON.parse(readFileSync(path, "utf8"))';

export const modelsSchema = v.pipe(
  v.array(
    v.custom<object>((value) => typeof value === 'object' && value !== null, manifestExpected),
    ({ input }) => (typeof input === 'string' ? manifestExpected : 'expected a list of manifests'),
  ),
  v.minLength(1, 'expected at least one manifest'),
);

const keyExpected = 'expected a public P-256 key as JWK (kty EC, crv P-256, x, y)';

const publicKey = v.pipe(
  v.custom<JWK>((value) => typeof value === 'object' && value !== null, keyExpected),
  v.check(
    ({ d }) => d === undefined,
    'expected a public key, not a private one; remove the member d and replace the key',
  ),
  v.check(
    ({ kty, crv, x, y }) => kty === 'EC' && crv === 'P-256' && typeof x === 'string' && typeof y === 'string',
    keyExpected,
  ),
);

/** A list, a JWK Set (RFC 7517, section 5), or JSON text of one of them. */
export const authorizationKeysSchema = v.pipe(
  v.unknown(),
  v.transform(parseJsonText),
  v.transform((value) => {
    const keys: unknown = Object(value).keys;
    return !Array.isArray(value) && Array.isArray(keys) ? keys : value;
  }),
  v.array(publicKey, 'expected a list of JWK'),
);
