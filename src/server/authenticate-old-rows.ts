import { wipe } from '../wire/bytes.ts';
import type { Context } from './context.ts';
import {
  type Cipher,
  ceremonyContext,
  envelopeKeyContext,
  oldShareContext,
  shareContext,
  transferContext,
} from './encryption.ts';
import type { Keys } from './keys.ts';
import { insertIntegrityRecord, selectIntegrityRecord } from './repositories/integrity.ts';
import {
  hasAuthenticatedRows,
  listOldRows,
  type OldRowUpdate,
  type OldTable,
  updateOldRows,
} from './repositories/old-rows.ts';
import type { CoveredRow } from './row-authentication.ts';
import { LONG_STATEMENTS, waitForLock } from './storage/advisory-lock.ts';
import type { Sql } from './storage/sql.ts';

/**
 * Gives the rows of release 0.1.0 their authentication code, once for each database, in one transaction. Several processes can call it at
 * the same time.
 *
 * The record of this is authenticated too. A database writer who deletes it gains nothing: rows with a code show that it is missing, and a
 * server share that was encrypted after the upgrade does not open as one of release 0.1.0.
 *
 * @throws Error when the record is missing
 * @throws RecognizeError `security/database-changed` when the record was made with another secret, or an encrypted value does not open
 */
export const authenticateOldRows = ({ storage, keys, log, now }: Context): Promise<void> =>
  storage
    .transaction(async (sql) => {
      await waitForLock(sql, 'authenticateRows');
      const record = await selectIntegrityRecord(sql);
      if (record !== undefined) {
        keys.rows.verify('recognize_integrity', record);
        return 0;
      }
      if (await hasAuthenticatedRows(sql))
        throw new Error(
          'recognize_integrity: the record that all rows have an authentication code is missing. Another program has deleted it. Restore the table from a backup.',
        );
      let rows = 0;
      for (const table of tables) rows += await authenticateTable(sql, keys, table);
      await insertIntegrityRecord(sql, keys.rows, now());
      return rows;
    }, LONG_STATEMENTS)
    .then((rows) => {
      if (rows > 0) log({ event: 'rows-authenticated', rows });
    });

const tables = [
  'recognize_devices',
  'recognize_shares',
  'recognize_ceremonies',
  'recognize_envelope_keys',
] as const satisfies readonly OldTable[];

/** Rows in memory at a time. A ceremony at 1,024 bits can have 120 kB. */
const BATCH_SIZES: Readonly<Record<OldTable, number>> = {
  recognize_devices: 1_000,
  recognize_shares: 1_000,
  recognize_ceremonies: 50,
  recognize_envelope_keys: 1_000,
};

/** @returns the number of rows */
async function authenticateTable<Table extends OldTable>(
  sql: Sql,
  keys: Keys,
  table: Table,
): Promise<number> {
  const limit = BATCH_SIZES[table];
  let count = 0;
  let after = '';
  for (;;) {
    const oldRows = await listOldRows<OldRows[Table]>(sql, table, after, limit);
    await updateOldRows(
      sql,
      table,
      oldRows.map((row) => ({ id: row.id, ...updateOf[table](keys, row) })),
    );
    count += oldRows.length;
    if (oldRows.length < limit) return count;
    after = oldRows.at(-1)!.id;
  }
}

type Update = Omit<OldRowUpdate, 'id'>;

const updateOf: { [Table in OldTable]: (keys: Keys, row: OldRows[Table]) => Update } = {
  recognize_devices: ({ rows }, row) => ({ mac: rows.mac('recognize_devices', row) }),
  recognize_shares({ rows, cipher }, row) {
    const { share_id: shareId, device_id: deviceId, recognize_id: recognizeId, model_id: modelId, n } = row;
    const owner = { shareId, deviceId, recognizeId, modelId, n };
    const sealed = sealAgain(cipher, row.sealed_share, oldShareContext(owner), shareContext(owner));
    return { sealed, mac: rows.mac('recognize_shares', { ...row, sealed_share: sealed }) };
  },
  recognize_ceremonies({ rows, cipher }, row) {
    const { ceremony_id: id, points, sealed_secret: secret } = row;
    const hasTransfer = points !== null && secret !== null;
    const sealed = hasTransfer
      ? sealAgain(cipher, secret, ceremonyContext(id), transferContext(id, points))
      : secret;
    return { sealed, mac: rows.mac('recognize_ceremonies', { ...row, sealed_secret: sealed }) };
  },
  recognize_envelope_keys({ rows, cipher }, row) {
    wipe(cipher.open(row.sealed_private, envelopeKeyContext(row.public_key)));
    return { mac: rows.mac('recognize_envelope_keys', row) };
  },
};

interface OldRows {
  readonly recognize_devices: CoveredRow<'recognize_devices'>;
  readonly recognize_shares: CoveredRow<'recognize_shares'> & {
    readonly share_id: string;
    readonly device_id: string;
    readonly recognize_id: string;
    readonly model_id: string;
    readonly n: number;
    readonly sealed_share: Uint8Array;
  };
  readonly recognize_ceremonies: CoveredRow<'recognize_ceremonies'> & {
    readonly ceremony_id: string;
    readonly points: Uint8Array | null;
    readonly sealed_secret: Uint8Array | null;
  };
  readonly recognize_envelope_keys: CoveredRow<'recognize_envelope_keys'> & {
    readonly public_key: Uint8Array;
    readonly sealed_private: Uint8Array;
  };
}

function sealAgain(cipher: Cipher, sealed: Uint8Array, oldContext: string, newContext: string): Uint8Array {
  const plain = cipher.open(sealed, oldContext);
  const result = cipher.seal(plain, newContext);
  wipe(plain);
  return result;
}
