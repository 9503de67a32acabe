import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countActiveDevices,
  listActiveDevices,
} from '../../../../../src/server/repositories/active-devices.ts';
import {
  deleteCeremoniesExpiredAt,
  deleteCeremoniesOf,
  listOpenCeremonies,
  selectCeremony,
  selectEnrollResponse,
} from '../../../../../src/server/repositories/ceremonies.ts';
import {
  deleteDevicesExpiredAt,
  deleteDevicesOfUserExpiredAt,
  listUsersWithDevicesExpiredAt,
} from '../../../../../src/server/repositories/devices.ts';
import {
  commitShare,
  deleteOldPendingShares,
  lockShareOfDevice,
  type Share,
  selectShareOfUser,
} from '../../../../../src/server/repositories/shares.ts';
import { deleteSpentTokensExpiredAt } from '../../../../../src/server/repositories/spent-tokens.ts';
import { createRowAuthenticator } from '../../../../../src/server/row-authentication.ts';
import { migrate } from '../../../../../src/server/storage/migrate.ts';
import type { Sql, SqlParameter, Storage } from '../../../../../src/server/storage/sql.ts';
import { findPostgres } from '../../../../support/postgres.ts';
import { testStorage } from '../../../../support/storage.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

const rows = createRowAuthenticator(new Uint8Array(32));
const id = 'no-such-id';
const share = { deviceId: id, shareId: id, recognizeId: id } as Share;

/** The statements of each minute, each ceremony and each removal. */
const statements: readonly (readonly [name: string, run: (sql: Sql) => Promise<unknown>])[] = [
  ['deleteCeremoniesExpiredAt', (sql) => deleteCeremoniesExpiredAt(sql, 0, 1_000)],
  ['deleteSpentTokensExpiredAt', (sql) => deleteSpentTokensExpiredAt(sql, 0, 1_000)],
  ['deleteDevicesExpiredAt', (sql) => deleteDevicesExpiredAt(sql, 1, 1_000)],
  ['listOpenCeremonies', (sql) => listOpenCeremonies(sql, id, 0, 0)],
  ['listUsersWithDevicesExpiredAt', (sql) => listUsersWithDevicesExpiredAt(sql, 1, 1_000)],
  ['deleteDevicesOfUserExpiredAt', (sql) => deleteDevicesOfUserExpiredAt(sql, id, 1)],
  ['selectCeremony', (sql) => selectCeremony(sql, rows, id, id)],
  ['selectEnrollResponse', (sql) => selectEnrollResponse(sql, rows, id, id, 0)],
  ['deleteCeremoniesOf', (sql) => deleteCeremoniesOf(sql, id)],
  ['listActiveDevices', (sql) => listActiveDevices(sql, rows, id, 0)],
  ['countActiveDevices', (sql) => countActiveDevices(sql, id, 0)],
  ['selectShareOfUser', (sql) => selectShareOfUser(sql, rows, id, id)],
  ['lockShareOfDevice', (sql) => lockShareOfDevice(sql, rows, id, id)],
  ['commitShare', (sql) => commitShare(sql, rows, share)],
  ['deleteOldPendingShares', (sql) => deleteOldPendingShares(sql, id, id, 4)],
];

describe.runIf(postgres.url !== undefined)('on PostgreSQL with 20,000 rows in each table', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await testStorage(postgres.url);
    await migrate(storage);
    for (const statement of [
      "insert into recognize_people (recognize_id, created) select 'p' || i, 0 from generate_series(1, 20000) i",
      `insert into recognize_devices (device_id, recognize_id, type, name, created, expires, model_id, n, mac)
       select 'd' || i, 'p' || i, 'BACKUP', '', 0, case when i % 10 = 0 then i else 0 end, 'm', 256, ''
       from generate_series(1, 20000) i`,
      `insert into recognize_shares (share_id, device_id, pending, sealed_share, created, mac)
       select 's' || i, 'd' || i, false, '', 0, '' from generate_series(1, 20000) i`,
      `insert into recognize_ceremonies (ceremony_id, recognize_id, claims, sid, request1, expires, mac)
       select 'c' || i, 'p' || i, '{}', case when i % 2 = 0 then ''::bytea end, case when i % 2 = 1 then 'r' || i end, i, ''
       from generate_series(1, 20000) i`,
      "insert into recognize_spent_tokens select 't' || i, i from generate_series(1, 20000) i",
      'analyze',
    ])
      await storage.query(statement);
  });
  afterAll(() => storage.close());

  /** Runs statements and collects the tables that PostgreSQL would read from beginning to end. */
  function explaining(scanned: string[]): Sql {
    return {
      async query<Row extends object>(statement: string, parameters: readonly SqlParameter[] = []) {
        const plan = await storage.query<Record<string, string>>(`explain ${statement}`, parameters);
        for (const line of plan.flatMap(Object.values))
          if (/Seq Scan on recognize_/.test(line)) scanned.push(line.trim());
        return storage.query<Row>(statement, parameters);
      },
    };
  }

  it.each(statements)('%s reads no table from beginning to end', async (_name, run) => {
    const scanned: string[] = [];
    await run(explaining(scanned));
    expect(scanned).toEqual([]);
  });

  it('a statement without an index is detected', async () => {
    const scanned: string[] = [];
    await explaining(scanned).query("select from recognize_devices where name = 'x'");
    expect(scanned).toHaveLength(1);
  });
});
