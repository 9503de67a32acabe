import { fromBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';

const MIN_BYTES = 32;

const howToCreate = 'a new one comes from `npx recognize-elements keys`';

/**
 * Decodes the secret from which every key is derived. Line ends, white space, quotes, padding and the standard alphabet of base64 (RFC
 * 4648, section 4) are what files, shells and other tools make of it; they are accepted and change no key.
 *
 * @param secret base64url of at least 32 random bytes
 * @returns the bytes
 * @throws Error in one sentence, without any part of the secret: when it is not set, is no base64url, is too short, or is not random
 */
export function decodeSecret(secret: unknown): Bytes {
  if (secret === undefined || secret === null || secret === '')
    throw new Error(`secret: not set; ${howToCreate}`);
  if (typeof secret !== 'string')
    throw new Error(`secret: expected text, not ${typeof secret}; ${howToCreate}`);
  const characters = normalize(secret);
  if (characters === '') throw new Error(`secret: empty; ${howToCreate}`);
  const bytes = decode(characters);
  if (bytes === undefined)
    throw new Error(`secret: expected at least ${MIN_BYTES} bytes as base64url; ${howToCreate}`);
  const length = isHex(characters) ? characters.length / 2 : bytes.length;
  if (length < MIN_BYTES)
    throw new Error(
      `secret: expected at least ${MIN_BYTES} bytes as base64url, not ${Math.floor(length)}; ${howToCreate}`,
    );
  if (!looksRandom(characters, bytes)) throw new Error(`secret: expected random bytes; ${howToCreate}`);
  return bytes;
}

const normalize = (secret: string): string =>
  secret
    .replace(/[\s\uFEFF]+/g, '')
    .replace(/^(["'`])(.*)\1$/, '$2')
    .replace(/=+$/, '')
    .replace(/\+/g, '-')
    .replace(/\//g, '_');

function decode(characters: string): Bytes | undefined {
  try {
    return fromBase64url(characters);
  } catch {
    // Without the cause, whose message could contain a part of the secret.
    return undefined;
  }
}

/** Digits alone, or one letter again and again, are not hexadecimal. */
const isHex = (characters: string): boolean => /^(?=.*\d)(?=.*[a-f])[0-9a-f]+$/i.test(characters);

/** Words of examples and placeholders. A random secret contains one of them with a probability below one in a million. */
const PLACEHOLDER = /change-?_?me|secret|password|example|placeholder|replace|default|insecure|testing/i;

/**
 * Refuses what people type or copy from an example. It cannot tell whether a secret is random: a random one is refused with a probability
 * below one in a million, and a skillful imitation is accepted.
 */
function looksRandom(characters: string, bytes: Uint8Array): boolean {
  const hex = isHex(characters);
  const steps = differences([...bytes]);
  return (
    new Set(characters).size >= (hex ? 8 : 16) &&
    new Set(steps).size >= MIN_BYTES / 2 &&
    !isRepeated(characters) &&
    !PLACEHOLDER.test(characters) &&
    // Base64 of text.
    !bytes.every((byte) => byte >= 0x20 && byte < 0x7f) &&
    // Text that happens to be base64url has mostly small letters.
    (hex || (/[a-z]/.test(characters) && /[A-Z]/.test(characters) && sameClass(characters) < 0.75))
  );
}

/** A sequence such as abc… or 0, 1, 2 … has few different steps. */
const differences = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => (value - values[i]! + 256) % 256);

/** Whether the text is a shorter text several times, cut at the end. */
function isRepeated(value: string): boolean {
  for (let period = 1; period <= value.length / 2; period++)
    if (value.slice(period) === value.slice(0, -period)) return true;
  return false;
}

/** Share of neighbors of one class: small letters, capitals, digits, others. It is 0.36 on average for random base64url. */
function sameClass(characters: string): number {
  const classes = [...characters].map((character) =>
    [/[a-z]/, /[A-Z]/, /\d/].findIndex((kind) => kind.test(character)),
  );
  return classes.slice(1).filter((kind, i) => kind === classes[i]).length / (classes.length - 1);
}
