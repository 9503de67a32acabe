import * as v from 'valibot';
import { invalidProperty } from '../errors.ts';

/** PostgreSQL stores neither U+0000 nor unpaired surrogates, and `encodeURIComponent` refuses the latter. */
const NOT_STORABLE = /[\0\p{Cs}]/u;

/** Whether a database can store the text and return it unchanged. */
export const isStorable = (text: string): boolean => !NOT_STORABLE.test(text);

/** Text of a token or a request that reaches the database. */
export const storableText = v.pipe(
  v.string('expected text'),
  v.check(isStorable, 'expected text without U+0000 and unpaired surrogates'),
);

const RECOGNIZE_ID = 'expected 1 to 200 characters, not "." or "..", without U+0000 and unpaired surrogates';

/**
 * The host's name for a user. It is a segment of a path: URL parsers remove the segments "." and "..", so that the request would reach
 * another resource (WHATWG URL, section 4.4).
 */
export const recognizeIdSchema = v.pipe(
  v.string(RECOGNIZE_ID),
  v.check(
    (id) => id.length >= 1 && id.length <= 200 && id !== '.' && id !== '..' && isStorable(id),
    RECOGNIZE_ID,
  ),
);

const DEVICE_ID = 'expected the id of a client device, 22 characters of base64url';

/** Id of a client device: base64url of 16 bytes. */
export const deviceIdSchema = v.pipe(v.string(DEVICE_ID), v.regex(/^[\w-]{22}$/, DEVICE_ID));

/** Id of a ceremony: base64url of 32 bytes. */
export const ceremonyIdSchema = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

/** @throws RecognizeError `usage/invalid-property` */
export function requireRecognizeId(value: unknown): asserts value is string {
  if (!v.is(recognizeIdSchema, value)) throw invalidProperty('recognizeId', continued(RECOGNIZE_ID));
}

/** @throws RecognizeError `usage/invalid-property` */
export function requireDeviceId(value: unknown): asserts value is string {
  if (!v.is(deviceIdSchema, value)) throw invalidProperty('deviceId', continued(DEVICE_ID));
}

/** `invalidProperty` begins with "expected". */
const continued = (message: string): string => message.replace(/^expected /, '');
