import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';

/**
 * The client states that the host stores for recovery. They are treated like credentials: encrypted (AES-256-GCM, bound to user and
 * device) with a key that is not in the database.
 */
export interface ClientStates {
  store(sql: Sql, recognizeId: string, deviceId: string, clientState: string): Promise<void>;
  /** The newest client state of one of these devices. */
  findNewest(recognizeId: string, deviceIds: readonly string[]): Promise<string | undefined>;
  /** Removes the client state of one device, or of all devices of the user. */
  remove(sql: Sql, recognizeId: string, deviceId?: string): Promise<void>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param key 32 bytes */
export function createClientStates(storage: Sql, key: Buffer): ClientStates {
  const associatedData = (recognizeId: string, deviceId: string) => Buffer.from(`${recognizeId}/${deviceId}`);

  function seal(plaintext: string, aad: Buffer): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
    const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url');
  }

  function open(sealed: string, aad: Buffer): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(aad);
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const ciphertext = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8');
  }

  return {
    async store(sql, recognizeId, deviceId, clientState) {
      const sealed = seal(clientState, associatedData(recognizeId, deviceId));
      await sql.query(
        'insert into demo_client_states values ($1, $2, $3, $4) on conflict (device_id) do nothing',
        [deviceId, recognizeId, sealed, Date.now()],
      );
    },
    async findNewest(recognizeId, deviceIds) {
      const [row] = await storage.query<{ device_id: string; sealed: string }>(
        `select device_id, sealed from demo_client_states where recognize_id = $1 and device_id = any($2)
         order by created desc, device_id limit 1`,
        [recognizeId, deviceIds],
      );
      return row === undefined ? undefined : open(row.sealed, associatedData(recognizeId, row.device_id));
    },
    async remove(sql, recognizeId, deviceId) {
      await sql.query(
        'delete from demo_client_states where recognize_id = $1 and device_id = coalesce($2, device_id)',
        [recognizeId, deviceId ?? null],
      );
    },
  };
}
