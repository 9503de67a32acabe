import { createECDH, hkdfSync } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import type { Key } from '../wire/envelope.ts';
import { createChallengeDerivation, type DeriveChallenge } from './challenge.ts';
import { type Cipher, createCipher } from './encryption.ts';
import { createCodeDerivation, type DeriveCode } from './handoffs/code.ts';
import { createRowAuthenticator, type RowAuthenticator } from './row-authentication.ts';
import { decodeSecret } from './secret.ts';

/** An ES256 key pair. */
export interface SigningKey {
  readonly privateKey: Key;
  readonly publicKey: Key;
  /** x ‖ y, 64 bytes. */
  readonly raw: Bytes;
  readonly jwk: JWK;
  readonly kid: string;
}

/** All keys of a matcher. None of them is in the database. */
export interface Keys {
  /** Signs envelope keys and assertions. Pages pin its public key. */
  readonly matcher: SigningKey;
  /** Signs the host's authorizations. */
  readonly host: SigningKey;
  /** Encryption at rest. */
  readonly cipher: Cipher;
  /** Authentication of the rows in the database. */
  readonly rows: RowAuthenticator;
  /** Derivation of the challenges of the liveness check. */
  readonly challenge: DeriveChallenge;
  /** Derivation of the codes of hand-offs. */
  readonly handoffCode: DeriveCode;
}

/**
 * Derives all keys from one secret: HKDF-SHA256 (RFC 5869), one label for each key.
 *
 * @param secret base64url of at least 32 random bytes
 * @throws Error as `decodeSecret`
 */
export async function deriveKeys(secret: string): Promise<Keys> {
  const bytes = decodeSecret(secret);
  const derive = (label: string, length: number) =>
    new Uint8Array(hkdfSync('sha256', bytes, new Uint8Array(0), `recognize/${label}/v1`, length));
  return {
    matcher: await signingKey(derive('matcher-signing-key', 48)),
    host: await signingKey(derive('host-authorization-key', 48)),
    cipher: createCipher(derive('at-rest', 32)),
    rows: createRowAuthenticator(derive('row-authentication', 32)),
    challenge: createChallengeDerivation(derive('liveness-challenge', 32)),
    handoffCode: createCodeDerivation(derive('handoff-code', 32)),
  };
}

/** The public key that pages pin as `matcher-key`: x ‖ y as base64url. */
export const matcherKeyOf = ({ matcher }: Keys): string => toBase64url(matcher.raw);

/** Order of P-256 (SEC 2, section 2.4.2). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A key pair whose scalar is derived from extra random bits (FIPS 186-5, appendix A.2.1). */
async function signingKey(seed: Uint8Array): Promise<SigningKey> {
  const scalar = (BigInt(`0x${Buffer.from(seed).toString('hex')}`) % (P256_ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(d);
  const raw = new Uint8Array(pair.getPublicKey().subarray(1));
  const publicJwk = publicKeyJwk(raw);
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    privateKey: (await importJWK({ ...publicJwk, d: toBase64url(d) }, 'ES256')) as Key,
    publicKey: (await importJWK(publicJwk, 'ES256')) as Key,
    raw,
    jwk: { ...publicJwk, alg: 'ES256', use: 'sig', kid },
    kid,
  };
}

const publicKeyJwk = (raw: Uint8Array): JWK => ({
  kty: 'EC',
  crv: 'P-256',
  x: toBase64url(raw.subarray(0, 32)),
  y: toBase64url(raw.subarray(32)),
});

/** RFC 7638 thumbprint of a device key of 64 bytes (x ‖ y). */
export const thumbprintOf = (raw: Uint8Array): Promise<string> => calculateJwkThumbprint(publicKeyJwk(raw));
