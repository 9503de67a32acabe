import type { Bytes } from '../../wire/bytes.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';

interface Row {
  readonly public_key: Uint8Array;
  readonly sealed_private: Uint8Array;
  readonly created: number;
  readonly expires: number;
  readonly mac: Uint8Array | null;
}

/** An HPKE key pair with its private key encrypted. Times are milliseconds since the epoch. */
export interface StoredEnvelopeKey {
  /** 65 bytes, uncompressed. */
  readonly publicKey: Bytes;
  readonly sealedPrivateKey: Uint8Array;
  readonly created: number;
  readonly expires: number;
}

/**
 * All keys, the newest first.
 *
 * @throws RecognizeError `security/database-changed`: the matcher must not sign the key of another program
 */
export async function listEnvelopeKeys(sql: Sql, rows: RowAuthenticator): Promise<StoredEnvelopeKey[]> {
  const keys = await sql.query<Row>('select * from recognize_envelope_keys order by created desc');
  return keys.map((row) => {
    rows.verify('recognize_envelope_keys', row);
    return {
      publicKey: new Uint8Array(row.public_key),
      sealedPrivateKey: row.sealed_private,
      created: row.created,
      expires: row.expires,
    };
  });
}

export async function insertEnvelopeKey(
  sql: Sql,
  rows: RowAuthenticator,
  { publicKey, sealedPrivateKey, created, expires }: StoredEnvelopeKey,
): Promise<void> {
  const row = { public_key: publicKey, sealed_private: sealedPrivateKey, created, expires };
  await sql.query(
    'insert into recognize_envelope_keys (public_key, sealed_private, created, expires, mac) values ($1, $2, $3, $4, $5)',
    [publicKey, sealedPrivateKey, created, expires, rows.mac('recognize_envelope_keys', row)],
  );
}

export async function deleteEnvelopeKeysExpiredAt(sql: Sql, time: number): Promise<void> {
  await sql.query('delete from recognize_envelope_keys where expires <= $1', [time]);
}
