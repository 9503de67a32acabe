import { RecognizeError } from '../errors.ts';
import { type Bytes, concat, u16, utf8 } from './bytes.ts';

/** Bytes of the field that carries an authorization token: a length in 2 bytes, the token, zeros. */
export const TOKEN_FIELD_BYTES = 2048;

/** Bytes of the field that carries an assertion, in the same form. */
export const ASSERTION_FIELD_BYTES = 4096;

/** Reads the fields of a message body one after the other. */
export class FieldReader {
  readonly #body: Bytes;
  #offset = 0;

  /**
   * @param length exact length of the body in bytes
   * @throws RecognizeError `security/envelope-invalid` when the body has another length
   */
  constructor(body: Uint8Array, length: number) {
    if (body.length !== length) throw malformedBody(`expected ${length} bytes, not ${body.length}`);
    this.#body = new Uint8Array(body);
  }

  take(length: number): Bytes {
    this.#offset += length;
    return this.#body.slice(this.#offset - length, this.#offset);
  }

  u8(): number {
    return this.take(1)[0]!;
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }
}

// Functions instead of methods, so that the bundle of the matching worker contains only those that it calls.

/** Reads 6 bytes, big-endian: milliseconds since the epoch. */
export const readTime = (reader: FieldReader): number =>
  reader.take(6).reduce((value, byte) => value * 256 + byte, 0);

/**
 * Reads a string of visible ASCII (0x21 to 0x7e) from a padded field.
 *
 * @param width bytes of the field, its length prefix of 2 bytes included
 * @throws RecognizeError `security/envelope-invalid` on an impossible length, another character or padding that is not zero
 */
export function readText(reader: FieldReader, width: number): string {
  const length = reader.u16();
  const field = reader.take(width - 2);
  if (length > field.length) throw malformedBody('a string is longer than its field');
  if (field.some((byte, i) => (i < length ? byte < 0x21 || byte > 0x7e : byte !== 0))) {
    throw malformedBody('expected visible ASCII and zeros');
  }
  return String.fromCharCode(...field.subarray(0, length));
}

/** @throws RecognizeError `security/envelope-invalid` when a field with a fixed value has another one */
export function expectField(actual: number, expected: number, field: string): void {
  if (actual !== expected) throw malformedBody(`${field}: expected ${expected}, not ${actual}`);
}

/** 6 bytes, big-endian. @param milliseconds since the epoch, 0 to 2^48 − 1 */
export function timeField(milliseconds: number): Bytes {
  const field = new Uint8Array(6);
  for (let i = 5, rest = milliseconds; i >= 0; i--, rest = Math.floor(rest / 256)) field[i] = rest % 256;
  return field;
}

/**
 * A string of visible ASCII as a padded field.
 *
 * @param width bytes of the field; the string has at most `width − 2` characters
 * @throws RangeError on a longer string or another character
 */
export function textField(content: string, width: number): Bytes {
  const bytes = utf8(content);
  if (bytes.length > width - 2 || /[^\x21-\x7e]/.test(content))
    throw new RangeError(`expected at most ${width - 2} characters of visible ASCII`);
  return concat(u16(bytes.length), bytes, new Uint8Array(width - 2 - bytes.length));
}

/** Joins the fields of a body. @throws RangeError unless they have `length` bytes together, as the parser of the message expects */
export function joinFields(length: number, ...fields: readonly Uint8Array[]): Bytes {
  const body = concat(...fields);
  if (body.length !== length) throw new RangeError(`expected ${length} bytes, not ${body.length}`);
  return body;
}

/** The error of a message that was altered or truncated. */
export const malformedBody = (detail: string): RecognizeError =>
  new RecognizeError('security/envelope-invalid', { detail });
