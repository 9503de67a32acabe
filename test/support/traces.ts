/** Looks for secrets in whatever a run left behind, in every form that a slip would give them. */

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
    ...[...vector.slice(0, 32)].map((value) => ({
      name: `${name} as text`,
      text: value.toFixed(6).replace(/^-?0/, ''),
    })),
  ];
}

/** What is left behind, made flat: each text as it is and as what it encodes, each byte array, keys and values of objects. */
function* pieces(
  value: unknown,
  seen = new Set<unknown>(),
): Generator<{ text?: string; bytes?: Uint8Array }> {
  if (typeof value === 'string') {
    yield { text: value, bytes: Buffer.from(value, 'latin1') };
    for (const [token] of value.matchAll(/[A-Za-z0-9+/_-]{11,}={0,2}/g)) {
      const decoded = Buffer.from(token, 'base64');
      yield { text: decoded.toString('latin1'), bytes: decoded };
      // JSON inside base64url, such as a client state or a token, has encoded fields of its own.
      if (decoded[0] === 0x7b) yield* pieces(decoded.toString('latin1'), seen);
      if (/^([0-9a-f]{2}){8,}$/i.test(token)) yield { bytes: Buffer.from(token, 'hex') };
    }
  } else if (ArrayBuffer.isView(value)) {
    yield { bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) };
  } else if (value instanceof ArrayBuffer) {
    yield { bytes: new Uint8Array(value) };
  } else if (typeof value === 'number') {
    yield { text: String(value) };
  } else if (typeof value === 'object' && value !== null && !seen.has(value)) {
    seen.add(value);
    if (value instanceof Error)
      yield* pieces([value.message, value.stack, value.cause, JSON.stringify(value)], seen);
    if (Array.isArray(value) && value.length > 8 && value.every((part) => typeof part === 'number')) {
      yield { bytes: Uint8Array.from(value) };
      yield { bytes: new Uint8Array(Float32Array.from(value).buffer) };
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
    const text = bytes === undefined ? '' : Buffer.from(bytes).toString('latin1');
    for (let i = 0; i + piece <= text.length; i++) wanted.set(text.slice(i, i + piece), name);
  }
  const found = new Set<string>();
  for (const { text, bytes } of pieces(left)) {
    const raw = bytes === undefined ? '' : Buffer.from(bytes).toString('latin1');
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
