import { createHmac, timingSafeEqual } from 'node:crypto';
import { RecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import { taggedHash } from '../wire/hash.ts';
import { canonicalJson } from '../wire/transaction.ts';

/**
 * The columns that the code in `mac` covers: every column that a decision depends on. The first column is the id of the row.
 *
 * A column without a value is left out of the code. So a new column can be added at the end of a list: rows without a value keep their code.
 *
 * Not covered are counters, because an old row with its valid code could replace the newer one; and bytes that are encrypted for another
 * row or for the browser: the points (`ceremonyContext`) and the responses.
 */
const coveredColumns = {
  recognize_devices: [
    'device_id',
    'recognize_id',
    'type',
    'name',
    'browser',
    'system',
    'created',
    'expires',
    'model_id',
    'n',
    'state_hash',
    'public_key',
    'thumbprint',
    'source',
    'scenario',
  ],
  /** `recognize_id` is that of the device. */
  recognize_shares: ['share_id', 'device_id', 'recognize_id', 'pending', 'sealed_share', 'created'],
  recognize_ceremonies: [
    'ceremony_id',
    'recognize_id',
    'device_id',
    'share_id',
    'claims',
    'device_key',
    'sid',
    'sealed_secret',
    'm3',
    'm4_hash',
    'counted',
    'request1',
    'request2',
    'request3',
    'expires',
  ],
  recognize_envelope_keys: ['public_key', 'sealed_private', 'created', 'expires'],
  recognize_integrity: ['name', 'created'],
  recognize_challenges: [
    'jti',
    'recognize_id',
    'device_id',
    'share_id',
    'attempts',
    'slot',
    'outcome',
    'issued',
    'expires',
  ],
  recognize_handoffs: [
    'handoff_id',
    'recognize_id',
    'session_hash',
    'link_hash',
    'phone_hash',
    'claims',
    'description',
    'payload',
    'state',
    'tries',
    'authorizations',
    'assertion',
    'device_id',
    'result',
    'created',
    'expires',
  ],
} as const;

export type AuthenticatedTable = keyof typeof coveredColumns;

type Value = string | number | boolean | Uint8Array | object | null | undefined;

/** A row with the names of the database. A column of another table (`recognize_id` of a share) comes from a join. */
export type CoveredRow<Table extends AuthenticatedTable> = {
  readonly [Column in (typeof coveredColumns)[Table][number]]: Value;
};

/**
 * Authenticates rows with a key that is not in the database: a row that was changed, moved or made by another program is refused.
 * An old row that replaces the newer one is not detected. See docs/private-matching/security.md.
 */
export interface RowAuthenticator {
  /**
   * The value of the column `mac`: HMAC-SHA256 (RFC 2104) of `H("row", table, name, value, …)` over the columns that have a value. Write it
   * in the statement that writes one of these columns.
   *
   * @returns 32 bytes
   */
  mac<Table extends AuthenticatedTable>(table: Table, row: CoveredRow<Table>): Bytes;
  /** @throws RecognizeError `security/database-changed`; its cause, which is logged, names table and id */
  verify<Table extends AuthenticatedTable>(
    table: Table,
    row: CoveredRow<Table> & { readonly mac: Uint8Array | null },
  ): void;
}

/** @param key 32 bytes */
export function createRowAuthenticator(key: Uint8Array): RowAuthenticator {
  const mac: RowAuthenticator['mac'] = (table, row) =>
    new Uint8Array(createHmac('sha256', key).update(hashOf(table, row)).digest());
  return {
    mac,
    verify(table, row) {
      if (row.mac === null) throw databaseChanged(table, row, 'no authentication code');
      const expected = mac(table, row);
      if (row.mac.length !== expected.length || !timingSafeEqual(row.mac, expected))
        throw databaseChanged(table, row, 'a wrong authentication code');
    },
  };
}

function hashOf(table: AuthenticatedTable, row: Readonly<Record<string, Value>>): Bytes {
  const fields = coveredColumns[table].flatMap((column) => {
    const value = row[column];
    return value === null || value === undefined ? [] : [column, encode(value)];
  });
  return taggedHash('row', table, ...fields);
}

/** The prefix tells the types apart, so that `'1'` and `1` differ. */
function encode(value: NonNullable<Value>): string {
  if (typeof value === 'string') return `text ${value}`;
  if (value instanceof Uint8Array) return `bytes ${toBase64url(value)}`;
  return `json ${canonicalJson(value)}`;
}

function databaseChanged(
  table: AuthenticatedTable,
  row: Readonly<Record<string, Value>>,
  found: string,
): RecognizeError {
  const id = row[coveredColumns[table][0]];
  const name = id instanceof Uint8Array ? toBase64url(id) : String(id);
  return new RecognizeError('security/database-changed', {
    detail: `a row of ${table} has ${found}; the log of the backend names it`,
    cause: new Error(
      `${table}, ${coveredColumns[table][0]} ${name}: the row has ${found}. Another program has written it. Restore the row or delete it.`,
    ),
  });
}
