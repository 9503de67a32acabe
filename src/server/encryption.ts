import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { RecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, concat, wipe } from '../wire/bytes.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key or the context differs from the ones used for sealing, or the bytes were changed. Code `security/database-changed`. */
export class SealError extends RecognizeError {
  constructor(context: string, cause: unknown) {
    super('security/database-changed', {
      detail: 'an encrypted value of the database does not open; the log of the backend names it',
      cause: new Error(`An encrypted value of the database does not open: ${context}`, { cause }),
    });
  }
}

/** Encryption at rest: AES-256-GCM (NIST SP 800-38D), stored as nonce (12 bytes) ‖ tag (16 bytes) ‖ ciphertext. */
export interface Cipher {
  /** @param context additional authenticated data that identifies the bytes, from one of the functions below */
  seal(plain: Uint8Array, context: string): Bytes;
  /** @throws SealError */
  open(sealed: Uint8Array, context: string): Bytes;
}

/** @param key 32 bytes */
export function createCipher(key: Uint8Array): Cipher {
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const bodyStart = NONCE_BYTES + TAG_BYTES;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(NONCE_BYTES, bodyStart));
        const parts = [decipher.update(bytes.subarray(bodyStart)), decipher.final()];
        const plain = concat(...parts);
        wipe(...parts);
        return plain;
      } catch (cause) {
        throw new SealError(context, cause);
      }
    },
  };
}

/** What a sealed server share belongs to. */
export interface ShareOwner {
  readonly shareId: string;
  readonly deviceId: string;
  readonly recognizeId: string;
  readonly modelId: string;
  /** Bits of the template. */
  readonly n: number;
}

/** Context of a server share: it opens only for this share id, device, user, model and number of bits. */
export const shareContext = ({ shareId, deviceId, recognizeId, modelId, n }: ShareOwner): string =>
  `share v2 ${JSON.stringify([shareId, deviceId, recognizeId, modelId, n])}`;

/** Context of a server share of release 0.1.0. `authenticateOldRows` replaces it. */
export const oldShareContext = ({ shareId, modelId, n }: ShareOwner): string =>
  `share ${shareId} ${modelId} ${n}`;

/** Context of K of a ceremony in progress. */
export const ceremonyContext = (ceremonyId: string): string => `ceremony ${ceremonyId}`;

/** Context of y of a ceremony in progress: it opens only with the points of BeginRequest. */
export const transferContext = (ceremonyId: string, points: Uint8Array): string =>
  `ceremony v2 ${ceremonyId} ${createHash('sha256').update(points).digest('base64url')}`;

/** Context of the transfer keys of a ceremony in progress. */
export const transferKeysContext = (ceremonyId: string): string => `transfer-keys ${ceremonyId}`;

/** Context of the private key of an HPKE key pair. */
export const envelopeKeyContext = (publicKey: Uint8Array): string => `envelope-key ${toBase64url(publicKey)}`;
