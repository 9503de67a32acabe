import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Bytes, concat, wipe } from '../wire/bytes.ts';

/** Key or context are not those of the sealing, or the bytes were changed. */
export class SealError extends Error {}

/** Seals what rests in the database: AES-256-GCM, nonce ‖ tag ‖ ciphertext, bound to what it is by additional data. */
export interface Cipher {
  seal(plain: Uint8Array, context: string): Bytes;
  /** @throws SealError */
  open(sealed: Uint8Array, context: string): Bytes;
}

export function createCipher(key: Uint8Array): Cipher {
  return {
    seal(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28));
      try {
        const parts = [decipher.update(bytes.subarray(28)), decipher.final()];
        const plain = concat(...parts);
        wipe(...parts);
        return plain;
      } catch (cause) {
        throw new SealError('What the database holds cannot be opened.', { cause });
      }
    },
  };
}
