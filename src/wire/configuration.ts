import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { fromBase64url } from './base64url.ts';
import { type Bytes, concat, utf8 } from './bytes.ts';
import { timeField } from './fields.ts';
import { parseWith } from './parse.ts';

const configurationSchema = v.pipe(
  v.object({
    version: v.literal(1),
    suites: v.pipe(v.array(v.number()), v.readonly()),
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
  }),
  v.readonly(),
);

/** The response to `GET .well-known/recognize`. */
export type Configuration = v.InferOutput<typeof configurationSchema>;

/** @throws RecognizeError `host/bad-response` whose `detail` names the field */
export const parseConfiguration = (value: unknown): Configuration =>
  parseWith(configurationSchema, value, 'host/bad-response', 'configuration');

/**
 * The bytes that the signing key signs to certify an HPKE key: a label, the expiry in 6 bytes, the key.
 *
 * @param expires milliseconds since the epoch
 */
export const envelopeKeyStatement = (envelopeKey: Bytes, expires: number): Bytes =>
  concat(utf8('recognize/envelope-key/v1'), timeField(expires), envelopeKey);

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
    valid = await verifySignature(signingKey, configuration.envelopeKeySignature, statement);
  } catch (cause) {
    throw mismatch('signingKey, envelopeKey and envelopeKeySignature: expected base64url of P-256', cause);
  }
  if (!valid) throw mismatch('envelopeKeySignature: not a signature by signingKey');
  return envelopeKey;
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

async function verifySignature(signingKey: string, signature: string, statement: Bytes): Promise<boolean> {
  // SEC 1, 2.3.3: an uncompressed point is the byte 4 before x ‖ y.
  const point = new Uint8Array([4, ...fromBase64url(signingKey)]);
  const key = await crypto.subtle.importKey('raw', point, ES256, false, ['verify']);
  return crypto.subtle.verify(ES256, key, fromBase64url(signature), statement);
}

const mismatch = (detail: string, cause?: unknown) =>
  new RecognizeError('security/matcher-key-mismatch', { detail, cause });
