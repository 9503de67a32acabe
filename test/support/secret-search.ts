import { bitsFromEmbedding, type Projection } from '../../src/matching/bits.ts';
import { permuteBits } from '../../src/matching/permutation.ts';
import { bitAt } from '../../src/wire/bytes.ts';
import { cosine } from './cosine.ts';
import { hammingDistance } from './matching/bits.ts';

// Searches the output of a run for biometric data, in every encoding that a mistake could produce. Runs in Node and in browsers.

/** Length of the byte sequences that the search compares. Two random sequences of 8 bytes are equal with probability 2^-64. */
const SEQUENCE_BYTES = 8;
/** Numbers of a vector that are searched as text. Each of them has six decimals, so that short numbers do not match by chance. */
const NUMBERS_AS_TEXT = 32;
/** Bits of a template that are searched as text. */
const BITS_AS_TEXT = 64;

/** Data that must not occur in the output of a run: a byte string, or a text. */
export interface Secret {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly text?: string;
}

/** The binary and textual forms of a vector of numbers. */
export function secretsOfVector(name: string, vector: Float32Array): Secret[] {
  const numbers = [...vector.slice(0, NUMBERS_AS_TEXT)];
  return [
    { name: `${name} as float32`, bytes: new Uint8Array(vector.slice().buffer) },
    { name: `${name} as float64`, bytes: new Uint8Array(Float64Array.from(vector).buffer) },
    ...numbers.map((value) => ({ name: `${name} as text`, text: decimals(value) })),
  ];
}

/** The decimals of a number, without the sign and the integer part. */
const decimals = (value: number): string => value.toFixed(6).replace(/^-?0/, '');

/** The embeddings of all captures of a run, their templates in both bit orders, and the similarity of each pair. */
export function secretsOfCaptures(
  embeddings: readonly Float32Array[],
  projection: Projection,
  orderSeed: Uint8Array,
): Secret[] {
  const templates = embeddings.map((embedding) => bitsFromEmbedding(embedding, projection));
  const faces = embeddings.flatMap((embedding, i) => [
    ...secretsOfVector(`embedding ${i}`, embedding),
    { name: `template ${i}`, bytes: templates[i]! },
    { name: `permuted template ${i}`, bytes: permuteBits(templates[i]!, orderSeed) },
    { name: `template ${i} as text`, text: bitText(templates[i]!) },
  ]);
  const scores = embeddings.flatMap((a, i) =>
    embeddings.slice(0, i).flatMap((b, j) => {
      const name = `similarity of ${i} and ${j}`;
      const similarity = cosine(a, b);
      const distance = hammingDistance(templates[i]!, templates[j]!) / projection.n;
      // The Hamming distance itself is an integer that occurs by chance; these fractions do not.
      const texts = [similarity, 1 - similarity, Math.acos(similarity), distance, 1 - distance].map(decimals);
      return [
        ...texts.map((text) => ({ name, text })),
        ...[similarity, distance].map((value) => ({
          name,
          bytes: new Uint8Array(Float64Array.of(value).buffer),
        })),
      ];
    }),
  );
  return [...faces, ...scores];
}

const bitText = (bits: Uint8Array): string =>
  Array.from({ length: BITS_AS_TEXT }, (_, i) => bitAt(bits, i)).join('');

/** Bytes as a string of characters U+0000 to U+00FF. Strings are fast to search and to use as keys. */
function toLatin1(bytes: Uint8Array): string {
  let result = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    result += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return result;
}

const fromLatin1 = (characters: string): Uint8Array =>
  Uint8Array.from(characters, (character) => character.charCodeAt(0));

/** Decodes tolerantly: base64 and base64url, with or without padding, with surplus characters at the end. */
function decodeBase64(encoded: string): string {
  const base64 = encoded.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  return atob(base64.slice(0, base64.length - (base64.length % 4 === 1 ? 1 : 0)));
}

const decodeHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** A part of the output, as text and as bytes (Latin-1). */
interface Part {
  readonly text?: string;
  readonly bytes?: string;
}

/** Walks through the output: strings with what they encode, byte arrays, numbers, keys and values of objects, and errors. */
function* partsOf(value: unknown, visited = new Set<unknown>()): Generator<Part> {
  if (typeof value === 'string') yield* partsOfString(value, visited);
  else if (typeof value === 'number') yield { text: String(value) };
  else if (ArrayBuffer.isView(value))
    yield { bytes: toLatin1(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  else if (value instanceof ArrayBuffer) yield { bytes: toLatin1(new Uint8Array(value)) };
  else if (typeof value === 'object' && value !== null && !visited.has(value)) {
    visited.add(value);
    yield* partsOfObject(value, visited);
  }
}

function* partsOfString(value: string, visited: Set<unknown>): Generator<Part> {
  yield { text: value, bytes: value };
  for (const [token] of value.matchAll(/[A-Za-z0-9+/_-]{11,}={0,2}/g)) {
    const decoded = decodeBase64(token);
    yield { text: decoded, bytes: decoded };
    // Client states and tokens are base64url of JSON with encoded fields.
    if (decoded[0] === '{') yield* partsOf(decoded, visited);
    if (/^([0-9a-f]{2}){8,}$/i.test(token)) yield { bytes: toLatin1(decodeHex(token)) };
  }
}

function* partsOfObject(value: object, visited: Set<unknown>): Generator<Part> {
  if (value instanceof Error)
    yield* partsOf([value.message, value.stack, value.cause, JSON.stringify(value)], visited);
  if (isNumberArray(value)) {
    yield { bytes: toLatin1(Uint8Array.from(value)) };
    yield { bytes: toLatin1(new Uint8Array(Float32Array.from(value).buffer)) };
  }
  const isCollection = Array.isArray(value) || value instanceof Map || value instanceof Set;
  const members: unknown[] = isCollection ? [...(value as Iterable<unknown>)] : Object.entries(value).flat();
  for (const member of members) yield* partsOf(member, visited);
}

const isNumberArray = (value: object): value is number[] =>
  Array.isArray(value) && value.length >= SEQUENCE_BYTES && value.every((part) => typeof part === 'number');

/** The names of the secrets that `output` contains, sorted. */
export function findSecrets(secrets: readonly Secret[], output: unknown): string[] {
  const sequences = new Map<string, string>();
  for (const { name, bytes } of secrets) {
    const characters = bytes === undefined ? '' : toLatin1(bytes);
    for (let i = 0; i + SEQUENCE_BYTES <= characters.length; i++)
      sequences.set(characters.slice(i, i + SEQUENCE_BYTES), name);
  }
  const names = new Set<string>();
  for (const { text, bytes = '' } of partsOf(output)) {
    for (let i = 0; i + SEQUENCE_BYTES <= bytes.length; i++) {
      const name = sequences.get(bytes.slice(i, i + SEQUENCE_BYTES));
      if (name !== undefined) names.add(name);
    }
    for (const secret of secrets) {
      if (secret.text !== undefined && text?.includes(secret.text)) names.add(secret.name);
    }
  }
  return [...names].sort();
}

/** The encodings of a secret that `findSecrets` must recognize. */
export function encodingsOf({ bytes, text }: Secret): unknown[] {
  if (bytes === undefined) return [`… ${text} …`];
  const base64 = btoa(toLatin1(bytes));
  const base64url = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    bytes,
    fromLatin1(toLatin1(bytes)).buffer,
    hex,
    base64,
    base64url,
    btoa(JSON.stringify({ x: base64url })),
    [...bytes],
    new Error(`contains ${hex}`),
  ];
}
