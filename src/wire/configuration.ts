import { RecognizeError } from '../errors.ts';
import { fromBase64url } from './base64url.ts';
import type { Bytes } from './bytes.ts';
import { concat, utf8 } from './bytes.ts';
import { time } from './fields.ts';

/** What `GET .well-known/recognize` tells; binary fields as base64url. */
export interface Configuration {
  readonly version: 1;
  readonly suites: readonly number[];
  /** The key that pages pin: P-256, x ‖ y, 64 bytes. Signs envelope keys and assertions. */
  readonly signingKey: string;
  /** The current HPKE key, 65 bytes. */
  readonly envelopeKey: string;
  /** Milliseconds since the epoch. */
  readonly envelopeKeyExpires: number;
  /** ECDSA P-256 with SHA-256 by `signingKey` over `envelopeKeyStatement`. */
  readonly envelopeKeySignature: string;
  readonly models: readonly string[];
}

/** What the signature of an envelope key is over: label, end in six bytes, key. */
export const envelopeKeyStatement = (envelopeKey: Bytes, expires: number): Bytes =>
  concat(utf8('recognize/envelope-key/v1'), time(expires), envelopeKey);

/** @throws RecognizeError `host/bad-response` */
export function parseConfiguration(value: unknown): Configuration {
  const found = value as Partial<Record<keyof Configuration, unknown>> | null;
  const texts = ['signingKey', 'envelopeKey', 'envelopeKeySignature'] as const;
  const fits =
    typeof found === 'object' &&
    found !== null &&
    found.version === 1 &&
    Array.isArray(found.suites) &&
    Array.isArray(found.models) &&
    found.models.every((model) => typeof model === 'string') &&
    typeof found.envelopeKeyExpires === 'number' &&
    texts.every((field) => typeof found[field] === 'string');
  if (!fits) throw new RecognizeError('host/bad-response', { detail: 'configuration: not of version 1' });
  return found as unknown as Configuration;
}

/**
 * The HPKE key of a configuration, once its signature by the pinned key holds.
 *
 * @param pinned the page's `matcher-key`; without it the configuration's own signing key is taken on trust
 * @throws RecognizeError `security/matcher-key-mismatch`
 */
export async function verifyEnvelopeKey(
  configuration: Configuration,
  pinned: string | undefined,
  now: number,
): Promise<Bytes> {
  const mismatch = (detail: string, cause?: unknown) =>
    new RecognizeError('security/matcher-key-mismatch', { detail, cause });
  if (pinned !== undefined && pinned !== configuration.signingKey)
    throw mismatch('another key than the pinned one');
  if (configuration.envelopeKeyExpires <= now)
    throw mismatch('the envelope key has expired, or the clock is wrong');
  let envelopeKey: Bytes;
  let valid: boolean;
  try {
    envelopeKey = fromBase64url(configuration.envelopeKey);
    const raw = new Uint8Array([4, ...fromBase64url(configuration.signingKey)]);
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
    const statement = envelopeKeyStatement(envelopeKey, configuration.envelopeKeyExpires);
    valid = await crypto.subtle.verify(
      algorithm,
      key,
      fromBase64url(configuration.envelopeKeySignature),
      statement,
    );
  } catch (cause) {
    throw mismatch('not a key', cause);
  }
  if (!valid) throw mismatch('the envelope key is not signed by the signing key');
  return envelopeKey;
}
