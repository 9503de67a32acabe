import { bitsFromEmbedding, type Projection } from '../../src/matching/bits.ts';
import { permuteBits } from '../../src/matching/permutation.ts';
import { bitAt, xor } from '../../src/wire/bytes.ts';

/** Looks for secrets in whatever a run left behind, in every form that a slip would give them. Runs in Node and in browsers. */

/** Length of the pieces that are looked for, bytes: chance makes one match in 10^19. */
const piece = 8;

/** Every form of a vector of numbers and of a string of bits: bytes of float32 and float64, raw bits, decimal text. */
export interface Secret {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly text?: string;
}

export function secretsOfVector(name: string, vector: Float32Array): Secret[] {
  const doubles = Float64Array.from(vector);
  return [
    { name: `${name} as float32`, bytes: new Uint8Array(vector.slice().buffer) },
    { name: `${name} as float64`, bytes: new Uint8Array(doubles.buffer) },
    // A few numbers of a vector suffice; short ones occur by chance.
    ...[...vector.slice(0, 32)].map((value) => ({ name: `${name} as text`, text: decimals(value) })),
  ];
}

/** What follows the point, as far as rounding leaves it alone. */
const decimals = (value: number): string => value.toFixed(6).replace(/^-?0/, '');

/** The looks at faces of a run, their bits in both orders, and how close any two of them are. */
export function secretsOfLooks(
  looks: readonly Float32Array[],
  projection: Projection,
  orderSeed: Uint8Array,
): Secret[] {
  const strings = looks.map((look) => bitsFromEmbedding(look, projection));
  const faces = looks.flatMap((look, i) => [
    ...secretsOfVector(`look ${i}`, look),
    { name: `bits ${i}`, bytes: strings[i]! },
    { name: `bits ${i} in the order of the wires`, bytes: permuteBits(strings[i]!, orderSeed) },
    { name: `bits ${i} as text`, text: bitText(strings[i]!) },
  ]);
  const scores = looks.flatMap((a, i) =>
    looks.slice(0, i).flatMap((b, j) => {
      const cosine = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
      const share = ones(xor(strings[i]!, strings[j]!)) / projection.n;
      const name = `score of ${i} and ${j}`;
      // Whole numbers occur by chance; everything that a score is made of does not.
      const texts = [cosine, 1 - cosine, Math.acos(cosine), share, 1 - share].map(decimals);
      return [
        ...texts.map((text) => ({ name, text })),
        ...[cosine, share].map((value) => ({ name, bytes: new Uint8Array(Float64Array.of(value).buffer) })),
      ];
    }),
  );
  return [...faces, ...scores];
}

const bitText = (bits: Uint8Array): string => Array.from({ length: 64 }, (_, i) => bitAt(bits, i)).join('');

const ones = (bits: Uint8Array): number =>
  Array.from({ length: bits.length * 8 }, (_, i) => bitAt(bits, i)).reduce((sum, bit) => sum + bit, 0);

const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
};

const fromLatin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** As forgiving as a reader who tries: both alphabets, padding or none, a tail that is left over. */
function fromBase64(text: string): string {
  const plain = text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  return atob(plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0)));
}

const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** What is left behind, made flat: each text as it is and as what it encodes, each byte array, keys and values of objects. */
function* pieces(value: unknown, seen = new Set<unknown>()): Generator<{ text?: string; bytes?: string }> {
  if (typeof value === 'string') {
    yield { text: value, bytes: value };
    for (const [token] of value.matchAll(/[A-Za-z0-9+/_-]{11,}={0,2}/g)) {
      const decoded = fromBase64(token);
      yield { text: decoded, bytes: decoded };
      // JSON inside base64url, such as a client state or a token, has encoded fields of its own.
      if (decoded[0] === '{') yield* pieces(decoded, seen);
      if (/^([0-9a-f]{2}){8,}$/i.test(token)) yield { bytes: latin1(fromHex(token)) };
    }
  } else if (ArrayBuffer.isView(value)) {
    yield { bytes: latin1(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  } else if (value instanceof ArrayBuffer) {
    yield { bytes: latin1(new Uint8Array(value)) };
  } else if (typeof value === 'number') {
    yield { text: String(value) };
  } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
    seen.add(value);
    if (value instanceof Error)
      yield* pieces([value.message, value.stack, value.cause, JSON.stringify(value)], seen);
    if (Array.isArray(value) && value.length >= piece && value.every((part) => typeof part === 'number')) {
      yield { bytes: latin1(Uint8Array.from(value)) };
      yield { bytes: latin1(new Uint8Array(Float32Array.from(value).buffer)) };
    }
    const listed = Array.isArray(value) || value instanceof Map || value instanceof Set;
    const parts: unknown[] = listed ? [...(value as Iterable<unknown>)] : Object.entries(value).flat();
    for (const part of parts) yield* pieces(part, seen);
  }
}

/** Names of the secrets that `left` contains. */
export function traces(secrets: readonly Secret[], left: unknown): string[] {
  const wanted = new Map<string, string>();
  for (const { name, bytes } of secrets) {
    const text = bytes === undefined ? '' : latin1(bytes);
    for (let i = 0; i + piece <= text.length; i++) wanted.set(text.slice(i, i + piece), name);
  }
  const found = new Set<string>();
  for (const { text, bytes: raw = '' } of pieces(left)) {
    for (let i = 0; i + piece <= raw.length; i++) {
      const name = wanted.get(raw.slice(i, i + piece));
      if (name !== undefined) found.add(name);
    }
    for (const secret of secrets) {
      if (secret.text !== undefined && text?.includes(secret.text)) found.add(secret.name);
    }
  }
  return [...found].sort();
}

/** Every secret again as what a slip would make of it: the forms that `traces` must find. */
export function disguises(secret: Secret): unknown[] {
  if (secret.bytes === undefined) return [`… ${secret.text} …`];
  const bytes = secret.bytes;
  const base64 = btoa(latin1(bytes));
  const base64url = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    bytes,
    fromLatin1(latin1(bytes)).buffer,
    hex,
    base64,
    base64url,
    btoa(JSON.stringify({ x: base64url })),
    [...bytes],
    new Error(`of ${hex}`),
  ];
}
