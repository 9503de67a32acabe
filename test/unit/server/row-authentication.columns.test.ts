import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listActiveDevices } from '../../../src/server/repositories/active-devices.ts';
import { selectCeremony, selectEnrollResponse } from '../../../src/server/repositories/ceremonies.ts';
import type { CeremonyRow } from '../../../src/server/repositories/ceremony-row.ts';
import { selectChallenge } from '../../../src/server/repositories/challenges.ts';
import type { DeviceRow } from '../../../src/server/repositories/device-row.ts';
import { listEnvelopeKeys } from '../../../src/server/repositories/envelope-keys.ts';
import { type Handoff, insertHandoff, selectHandoff } from '../../../src/server/repositories/handoffs.ts';
import { selectIntegrityRecord } from '../../../src/server/repositories/integrity.ts';
import { selectShareOfDevice } from '../../../src/server/repositories/shares.ts';
import type { SqlParameter } from '../../../src/server/storage/sql.ts';
import { noCaptureFlags } from '../../../src/wire/capture-report.ts';
import { databasesWith, findPostgres } from '../../support/postgres.ts';
import { type AttackedBackend, createAttackedBackend } from './row-authentication.support.ts';
import { beginCeremony, createDeviceKeys } from './support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());
const databases = databasesWith(postgres).filter(([, available]) => available);

/** Columns whose change is not detected here. docs/private-matching/security.md gives the reasons. */
const notCovered: Readonly<Record<string, readonly string[]>> = {
  recognize_devices: ['failures', 'last_used', 'since_success'],
  recognize_shares: [],
  recognize_ceremonies: ['points', 'response1', 'response2', 'response3'],
  recognize_envelope_keys: [],
  recognize_integrity: [],
  recognize_challenges: [],
  recognize_handoffs: [],
};

/** An expression for another value of the same type. */
const otherValue: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  integer: (column) => `${column} + 1`,
  boolean: (column) => `not ${column}`,
  bytea: (column) => `coalesce(${column}, '') || '\\x00'::bytea`,
  jsonb: (column) => `${column} || '{"exp": 1}'`,
  ARRAY: (column) => `${column} || 1::bigint`,
};

type Row = Record<string, SqlParameter>;

const handoff: Handoff = {
  handoffId: 'handoff-1',
  recognizeId: 'ann',
  sessionHash: 'session',
  linkHash: 'link',
  phoneHash: undefined,
  claims: { sub: 'ann', ceremony: 'recover', origin: 'https://bank.example', jti: 'jti', exp: 0 },
  description: { browser: 'Firefox' },
  payload: new Uint8Array(3),
  state: 'waiting',
  tries: 0,
  authorizations: 0,
  assertion: undefined,
  deviceId: undefined,
  result: undefined,
  created: 1,
  expires: 2,
};

describe.each(databases)('on %s', (_name, _available, open) => {
  let context: AttackedBackend;
  beforeAll(async () => {
    context = await createAttackedBackend(await open());
    const { backend, ann, sql } = context;
    const { clientShare } = ann;
    const keys = await createDeviceKeys();
    // A run that is open, besides the two that have ended and the two enrollments.
    await beginCeremony(backend, {
      recognizeId: 'ann',
      ceremony: 'recover',
      clientShare,
      keys,
      report: { liveness: 'active', flags: noCaptureFlags },
    });
    await insertHandoff(context.backend.storage, context.keys.rows, handoff);
    // A database writer may be able to do this too.
    for (const table of ['people', 'devices', 'shares', 'ceremonies'])
      await sql(`alter table recognize_${table} disable trigger all`);
  });
  afterAll(() => context.backend.close());

  /** Reads a row as the module does. */
  async function read(table: string, row: unknown): Promise<unknown> {
    const { backend, keys } = context;
    const { storage } = backend;
    const device = row as DeviceRow & { share_id: string };
    const ceremony = row as CeremonyRow;
    switch (table) {
      case 'recognize_devices':
        return listActiveDevices(storage, keys.rows, device.recognize_id, 0);
      case 'recognize_shares':
        return selectShareOfDevice(storage, keys.rows, device.device_id, device.share_id);
      case 'recognize_ceremonies':
        return ceremony.request1 === null
          ? selectCeremony(storage, keys.rows, ceremony.recognize_id, ceremony.ceremony_id)
          : selectEnrollResponse(storage, keys.rows, ceremony.recognize_id, ceremony.request1, 0);
      case 'recognize_handoffs':
        return selectHandoff(storage, keys.rows, (row as { handoff_id: string }).handoff_id);
      case 'recognize_challenges':
        return selectChallenge(storage, keys.rows, (row as { jti: string }).jti);
      case 'recognize_envelope_keys':
        return listEnvelopeKeys(storage, keys.rows);
      default: {
        const record = await selectIntegrityRecord(storage);
        return keys.rows.verify('recognize_integrity', record ?? { name: null, created: null, mac: null });
      }
    }
  }

  it.each(Object.keys(notCovered))(
    '[T67] refuses each row of %s after a change of any column',
    async (table) => {
      const { sql } = context;
      const columns = await sql<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns
         where table_name = $1 and table_schema = current_schema() order by ordinal_position`,
        [table],
      );
      const id = columns[0]!.name;
      const rows = await sql<Row>(`select * from ${table}`);
      expect(rows.length).toBeGreaterThan(0);
      const unnoticed = new Set<string>();
      for (const row of rows) {
        await read(table, row);
        for (const { name, type } of columns) {
          const statement = `update ${table} set ${name} = ${otherValue[type]!(name)} where ${id} = $1 returning *`;
          const [changed] = await sql<Row>(statement, [row[id]!]);
          const joined = table === 'recognize_shares' && name === 'device_id';
          const result = await read(table, changed).then(
            (found) => (joined && found === undefined ? 'not found' : 'accepted'),
            ({ code }) => code,
          );
          if (result === 'accepted') unnoticed.add(name);
          else if (!joined) expect(result).toBe('security/database-changed');
          await sql(`update ${table} set ${name} = $2 where ${id} = $1`, [changed![id]!, row[name]!]);
        }
      }
      expect([...unnoticed].sort()).toEqual(notCovered[table]);
    },
  );
});
