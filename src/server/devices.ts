import { RecognizeError } from '../errors.ts';
import type { Device, DeviceType } from '../wire/device.ts';
import { cleanText } from './clean-text.ts';
import type { Sql, Storage } from './storage/sql.ts';

interface Row {
  readonly device_id: string;
  readonly type: DeviceType;
  readonly name: string;
  readonly browser: string | null;
  readonly system: string | null;
  readonly created: number;
  readonly last_used: number | null;
  readonly expires: number;
  readonly thumbprint: string | null;
}

export interface NewDevice {
  readonly deviceId: string;
  readonly recognizeId: string;
  readonly type: DeviceType;
  readonly name: string;
  readonly browser?: string;
  readonly system?: string;
  readonly created: number;
  readonly expires: number;
  readonly modelId: string;
  readonly n: number;
  readonly stateHash?: Uint8Array;
  readonly publicKey?: Uint8Array;
  readonly thumbprint?: string;
}

/** Other names are not even looked up: none of them can be a device. */
const isDeviceId = (text: string): boolean => /^[\w-]{22}$/.test(text);

const toDevice = (row: Row): Device => ({
  deviceId: row.device_id,
  type: row.type,
  name: row.name,
  created: row.created,
  ...(row.browser === null ? {} : { browser: row.browser }),
  ...(row.system === null ? {} : { system: row.system }),
  ...(row.last_used === null ? {} : { lastUsed: row.last_used }),
  ...(row.expires === 0 ? {} : { expires: row.expires }),
  ...(row.thumbprint === null ? {} : { keyThumbprint: row.thumbprint }),
});

/** Client devices of a person that are not expired, the newest first. */
export async function listDevices(sql: Sql, recognizeId: string, now: number): Promise<Device[]> {
  const rows = await sql.query<Row>(
    `select * from recognize_devices where recognize_id = $1 and (expires = 0 or expires > $2)
     order by created desc, device_id`,
    [recognizeId, now],
  );
  return rows.map(toDevice);
}

/** @throws RecognizeError `server/not-found` */
export async function findDevice(sql: Sql, recognizeId: string, deviceId: string): Promise<Device> {
  if (!isDeviceId(deviceId)) throw new RecognizeError('server/not-found');
  const [row] = await sql.query<Row>(
    'select * from recognize_devices where recognize_id = $1 and device_id = $2',
    [recognizeId, deviceId],
  );
  if (row === undefined) throw new RecognizeError('server/not-found');
  return toDevice(row);
}

/** Gives a device the name that its owner wants. @throws RecognizeError `server/not-found`, `host/bad-response` */
export async function renameDevice(
  sql: Sql,
  recognizeId: string,
  deviceId: string,
  wanted: unknown,
): Promise<Device> {
  await findDevice(sql, recognizeId, deviceId);
  const name = cleanText(wanted);
  if (name === '') throw new RecognizeError('host/bad-response', { detail: 'a name has 1 to 80 characters' });
  await sql.query('update recognize_devices set name = $3 where recognize_id = $1 and device_id = $2', [
    recognizeId,
    deviceId,
    name,
  ]);
  return findDevice(sql, recognizeId, deviceId);
}

/** Erases a device and its server shares at once. @throws RecognizeError `server/not-found` */
export async function removeDevice(sql: Sql, recognizeId: string, deviceId: string): Promise<void> {
  await findDevice(sql, recognizeId, deviceId);
  await sql.query('delete from recognize_devices where recognize_id = $1 and device_id = $2', [
    recognizeId,
    deviceId,
  ]);
}

/** De-enrolls: erases every device, share, count and unfinished run of a person. Nothing to erase is as good. */
export const removePerson = (storage: Storage, recognizeId: string): Promise<void> =>
  storage.transaction(async (sql) => {
    // The person first, as in `lockPerson`: afterwards no run of theirs can begin.
    await sql.query('delete from recognize_people where recognize_id = $1', [recognizeId]);
    await sql.query('delete from recognize_ceremonies where recognize_id = $1', [recognizeId]);
  });

/**
 * Waits until nothing else changes this person or their runs. Every transaction takes its locks in one order, so that none waits in a
 * circle: the person, then a run, then a device and its shares.
 *
 * @throws RecognizeError `client-state/revoked` when the person was erased
 */
export async function lockPerson(sql: Sql, recognizeId: string): Promise<void> {
  const found = await sql.query(
    'select recognize_id from recognize_people where recognize_id = $1 for update',
    [recognizeId],
  );
  if (found.length === 0) throw new RecognizeError('client-state/revoked');
}

/** @throws RecognizeError `server/device-limit`; exact under `lockPerson` */
export async function requireRoom(sql: Sql, recognizeId: string, limit: number, now: number): Promise<void> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from recognize_devices
     where recognize_id = $1 and (expires = 0 or expires > $2)`,
    [recognizeId, now],
  );
  if (row!.count >= limit) throw new RecognizeError('server/device-limit');
}

export async function insertDevice(sql: Sql, device: NewDevice): Promise<void> {
  await sql.query(
    `insert into recognize_devices
       (device_id, recognize_id, type, name, created, expires, model_id, n, state_hash, public_key, thumbprint, browser, system)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      device.deviceId,
      device.recognizeId,
      device.type,
      device.name,
      device.created,
      device.expires,
      device.modelId,
      device.n,
      device.stateHash ?? null,
      device.publicKey ?? null,
      device.thumbprint ?? null,
      device.browser ?? null,
      device.system ?? null,
    ],
  );
}
