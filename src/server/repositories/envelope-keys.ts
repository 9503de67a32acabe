import type { Bytes } from '../../wire/bytes.ts';
import type { Sql } from '../storage/sql.ts';

interface Row {
  readonly public_key: Uint8Array;
  readonly sealed_private: Uint8Array;
  readonly created: number;
  readonly expires: number;
}

/** An HPKE key pair with its private key encrypted. Times are milliseconds since the epoch. */
export interface StoredEnvelopeKey {
  /** 65 bytes, uncompressed. */
  readonly publicKey: Bytes;
  readonly sealedPrivateKey: Uint8Array;
  readonly created: number;
  readonly expires: number;
}

/** All keys, the newest first. */
export async function listEnvelopeKeys(sql: Sql): Promise<StoredEnvelopeKey[]> {
  const rows = await sql.query<Row>('select * from recognize_envelope_keys order by created desc');
  return rows.map((row) => ({
    publicKey: new Uint8Array(row.public_key),
    sealedPrivateKey: row.sealed_private,
    created: row.created,
    expires: row.expires,
  }));
}

export async function insertEnvelopeKey(sql: Sql, key: StoredEnvelopeKey): Promise<void> {
  await sql.query(
    'insert into recognize_envelope_keys (public_key, sealed_private, created, expires) values ($1, $2, $3, $4)',
    [key.publicKey, key.sealedPrivateKey, key.created, key.expires],
  );
}

export async function deleteEnvelopeKeysExpiredAt(sql: Sql, time: number): Promise<void> {
  await sql.query('delete from recognize_envelope_keys where expires <= $1', [time]);
}
