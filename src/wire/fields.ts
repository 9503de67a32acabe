import { RecognizeError } from '../errors.ts';
import type { Bytes } from './bytes.ts';
import { concat, u16, utf8 } from './bytes.ts';

/** Width of the field that carries an authorization token: two bytes of length, the token, zeros. */
export const tokenFieldLength = 2048;

/** Width of the field that carries an assertion, bytes. */
export const assertionFieldLength = 4096;

/** Cuts a body of one exact length into its fields, front to back. */
export class Reader {
  readonly #body: Bytes;
  #at = 0;

  /** @throws RecognizeError `security/envelope-invalid` unless the body has exactly `length` bytes */
  constructor(body: Uint8Array, length: number) {
    if (body.length !== length) throw malformed(`a body of ${body.length} bytes where ${length} belong`);
    this.#body = new Uint8Array(body);
  }

  take(length: number): Bytes {
    this.#at += length;
    return this.#body.slice(this.#at - length, this.#at);
  }

  u8(): number {
    return this.take(1)[0]!;
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }
}

// Functions, not methods: a bundle takes those that it uses, and the browser's worker reads no text.

/** Milliseconds since the epoch: six bytes, big-endian. */
export const readTime = (reader: Reader): number =>
  reader.take(6).reduce((value, byte) => value * 256 + byte, 0);

/** Text of visible ASCII in a field of `width` bytes. @throws RecognizeError on a wrong length, character or filling */
export function readText(reader: Reader, width: number): string {
  const length = reader.u16();
  const field = reader.take(width - 2);
  if (length > field.length) throw malformed('a text longer than its field');
  if (field.some((byte, i) => (i < length ? byte < 0x21 || byte > 0x7e : byte !== 0))) {
    throw malformed('a text field with other bytes than visible ASCII and filling');
  }
  return String.fromCharCode(...field.subarray(0, length));
}

/** Refuses a fixed field that holds something else. */
export function expectField(actual: number, wanted: number, field: string): void {
  if (actual !== wanted) throw malformed(`${field} ${actual} where ${wanted} belongs`);
}

/** A time as six bytes. */
export function time(milliseconds: number): Bytes {
  const out = new Uint8Array(6);
  for (let i = 5, rest = milliseconds; i >= 0; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return out;
}

/** A text of visible ASCII as a field of `width` bytes. @throws RangeError when it does not fit */
export function textField(text: string, width: number): Bytes {
  const bytes = utf8(text);
  if (bytes.length > width - 2 || /[^\x21-\x7e]/.test(text))
    throw new RangeError(`text for a field of ${width} bytes`);
  return concat(u16(bytes.length), bytes, new Uint8Array(width - 2 - bytes.length));
}

/** Joins fields and checks their sum, so that an encoder cannot write what its parser refuses. @throws RangeError */
export function body(length: number, ...fields: readonly Uint8Array[]): Bytes {
  const out = concat(...fields);
  if (out.length !== length) throw new RangeError(`fields of ${out.length} bytes for a body of ${length}`);
  return out;
}

export const malformed = (detail: string): RecognizeError =>
  new RecognizeError('security/envelope-invalid', { detail });
