import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { fromBase64url } from './base64url.ts';
import { type Bytes, concat, utf8 } from './bytes.ts';
import { isSignedBy, verifyEs256 } from './es256.ts';
import { timeField } from './fields.ts';
import { parseWith } from './parse.ts';
import { PROTOCOL_VERSION, versionMismatch } from './suite.ts';

const configurationSchema = v.pipe(
  v.object({
    version: v.literal(1),
    suites: v.pipe(v.array(v.number()), v.readonly()),
    /** Version of the protocol. Backends of version 1 do not name it. */
    protocol: v.exactOptional(v.number(), 1),
    /** The key that pages pin, base64url of 64 bytes (P-256, x ‖ y). Signs envelope keys and assertions. */
    signingKey: v.string(),
    /** The current HPKE key, base64url of 65 bytes (an uncompressed point). */
    envelopeKey: v.string(),
    /** Milliseconds since the epoch. */
    envelopeKeyExpires: v.number(),
    /** base64url of the ECDSA signature (P-256 with SHA-256, r ‖ s) by `signingKey` over `envelopeKeyStatement`. */
    envelopeKeySignature: v.string(),
    /** Model ids. */
    models: v.pipe(v.array(v.string()), v.readonly()),
    /** The matcher's time, milliseconds since the epoch. This and its signature answer a request with a nonce. */
    time: v.exactOptional(v.number()),
    /** base64url of the ECDSA signature by `signingKey` over `timeStatement`. */
    timeSignature: v.exactOptional(v.string()),
  }),
  v.readonly(),
);

/** The response to `GET .well-known/recognize`. */
export type Configuration = v.InferOutput<typeof configurationSchema>;

/** @throws RecognizeError `host/bad-response` whose `detail` names the field */
export const parseConfiguration = (value: unknown): Configuration =>
  parseWith(configurationSchema, value, 'host/bad-response', 'configuration');

/** @throws RecognizeError `assets/version-mismatch` when the backend speaks another version of the protocol than this release */
export function requireSameProtocol({ protocol }: Configuration): void {
  if (protocol !== PROTOCOL_VERSION) throw versionMismatch(PROTOCOL_VERSION, protocol);
}

/**
 * The bytes that the signing key signs to certify an HPKE key: a label, the expiry in 6 bytes, the key.
 *
 * @param expires milliseconds since the epoch
 */
export const envelopeKeyStatement = (envelopeKey: Bytes, expires: number): Bytes =>
  concat(utf8('recognize/envelope-key/v1'), timeField(expires), envelopeKey);

/** Bytes of the nonce in a request whose response the matcher signs. */
export const NONCE_BYTES = 32;

const DAY_MS = 86_400_000;

/** Time from the creation of an HPKE key to its end. */
export const ENVELOPE_KEY_LIFETIME_MS = 30 * DAY_MS;

/**
 * The bytes that the signing key signs to prove its time: a label, the nonce of the request, the time in 6 bytes.
 *
 * @param nonce 32 random bytes of the browser
 * @param time milliseconds since the epoch
 */
export const timeStatement = (nonce: Bytes, time: number): Bytes =>
  concat(utf8('recognize/time/v1'), nonce, timeField(time));

/**
 * Verifies the HPKE key: its certificate, and that it has not expired. The time for that is the one that the matcher has signed together
 * with the nonce. Without it the clock of this device must be within the lifetime of the key, or at most one day before it.
 *
 * @param pinned the page's `matcher-key`; undefined to trust the signing key that the configuration contains
 * @param nonce of the request for this configuration
 * @param deviceTime milliseconds since the epoch
 * @returns the HPKE key, 65 bytes
 * @throws RecognizeError `security/matcher-key-mismatch`, `security/wrong-clock`
 */
export async function verifyEnvelopeKeyAge(
  configuration: Configuration,
  pinned: string | undefined,
  nonce: Bytes,
  deviceTime: number,
): Promise<Bytes> {
  const { envelopeKeyExpires: expires } = configuration;
  const time = await matcherTime(configuration, nonce);
  if (time !== undefined) return verifyEnvelopeKey(configuration, pinned, time);
  const key = await verifyEnvelopeKey(configuration, pinned, expires - 1);
  const earliest = expires - ENVELOPE_KEY_LIFETIME_MS - DAY_MS;
  if (earliest <= deviceTime && deviceTime < expires) return key;
  throw new RecognizeError('security/wrong-clock', {
    detail: `the time of this device is ${isoTime(deviceTime)}: expected ${isoTime(earliest)} to ${isoTime(expires)}, or a signed time of the matcher. Correct date and time of the device`,
  });
}

/** The signed time of the matcher; undefined when the answer has none that fits the nonce, such as a cached one. */
export async function matcherTime(
  { signingKey, time, timeSignature }: Configuration,
  nonce: Bytes,
): Promise<number | undefined> {
  if (time === undefined) return undefined;
  return (await isSignedBy(signingKey, timeSignature, timeStatement(nonce, time))) ? time : undefined;
}

/** ISO 8601, or the number itself outside of the range of dates. */
const isoTime = (time: number): string =>
  Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);

/**
 * Verifies the certificate of the HPKE key.
 *
 * @param pinned the page's `matcher-key`; undefined to trust the signing key that the configuration contains
 * @param now milliseconds since the epoch
 * @returns the HPKE key, 65 bytes
 * @throws RecognizeError `security/matcher-key-mismatch`
 */
export async function verifyEnvelopeKey(
  configuration: Configuration,
  pinned: string | undefined,
  now: number,
): Promise<Bytes> {
  const { signingKey, envelopeKeyExpires } = configuration;
  if (pinned !== undefined && pinned !== signingKey) throw mismatch('signingKey: not the pinned key');
  if (envelopeKeyExpires <= now) throw mismatch('envelopeKeyExpires: expired, or the clock is wrong');
  let envelopeKey: Bytes;
  let valid: boolean;
  try {
    envelopeKey = fromBase64url(configuration.envelopeKey);
    const statement = envelopeKeyStatement(envelopeKey, envelopeKeyExpires);
    const signature = fromBase64url(configuration.envelopeKeySignature);
    valid = await verifyEs256(fromBase64url(signingKey), signature, statement);
  } catch (cause) {
    throw mismatch('signingKey, envelopeKey and envelopeKeySignature: expected base64url of P-256', cause);
  }
  if (!valid) throw mismatch('envelopeKeySignature: not a signature by signingKey');
  return envelopeKey;
}

const mismatch = (detail: string, cause?: unknown) =>
  new RecognizeError('security/matcher-key-mismatch', { detail, cause });
