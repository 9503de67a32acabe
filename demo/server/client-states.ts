import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';

/**
 * The client states that the host keeps for recovery: like credentials, sealed (AES-256-GCM, bound to person and device) under a key that
 * is not in the database.
 */
export interface ClientStates {
  keep(sql: Sql, recognizeId: string, deviceId: string, clientState: string): Promise<void>;
  /** The newest one whose device is still there. */
  find(recognizeId: string, devices: readonly string[]): Promise<string | undefined>;
  drop(recognizeId: string, deviceId?: string): Promise<void>;
}

export function clientStates(storage: Sql, key: Buffer): ClientStates {
  const context = (recognizeId: string, deviceId: string) => Buffer.from(`${recognizeId}/${deviceId}`);

  function seal(text: string, aad: Buffer): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
  }

  function open(sealed: string, aad: Buffer): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(aad);
    decipher.setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  }

  return {
    async keep(sql, recognizeId, deviceId, clientState) {
      await sql.query(
        'insert into demo_client_states values ($1, $2, $3, $4) on conflict (device_id) do nothing',
        [deviceId, recognizeId, seal(clientState, context(recognizeId, deviceId)), Date.now()],
      );
    },
    async find(recognizeId, devices) {
      const [row] = await storage.query<{ device_id: string; sealed: string }>(
        `select device_id, sealed from demo_client_states where recognize_id = $1 and device_id = any($2)
         order by created desc, device_id limit 1`,
        [recognizeId, devices],
      );
      return row === undefined ? undefined : open(row.sealed, context(recognizeId, row.device_id));
    },
    async drop(recognizeId, deviceId) {
      await storage.query(
        'delete from demo_client_states where recognize_id = $1 and device_id = coalesce($2, device_id)',
        [recognizeId, deviceId ?? null],
      );
    },
  };
}
