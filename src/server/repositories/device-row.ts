import type { Device, DeviceType } from '../../wire/device.ts';
import type { Scenario } from '../../wire/photo.ts';
import type { RowAuthenticator } from '../row-authentication.ts';

/** A row of recognize_devices. */
export interface DeviceRow {
  readonly device_id: string;
  readonly recognize_id: string;
  readonly type: DeviceType;
  readonly name: string;
  readonly browser: string | null;
  readonly system: string | null;
  readonly created: number;
  readonly last_used: number | null;
  /** 0: unlimited. */
  readonly expires: number;
  readonly model_id: string;
  readonly n: number;
  readonly state_hash: Uint8Array | null;
  readonly public_key: Uint8Array | null;
  readonly thumbprint: string | null;
  /** Null for the camera. */
  readonly source: 'photo' | null;
  readonly scenario: Scenario | null;
  readonly mac: Uint8Array | null;
  readonly failures: readonly number[];
  readonly since_success: number;
}

/** Times are milliseconds since the epoch. */
export interface NewDevice {
  readonly deviceId: string;
  readonly recognizeId: string;
  readonly type: DeviceType;
  readonly name: string;
  readonly browser?: string;
  readonly system?: string;
  readonly created: number;
  /** 0: unlimited. */
  readonly expires: number;
  readonly modelId: string;
  /** Bits of the template. */
  readonly n: number;
  readonly stateHash?: Uint8Array;
  readonly publicKey?: Uint8Array;
  readonly thumbprint?: string;
  /** Of the photo of an enrollment. */
  readonly scenario?: Scenario | undefined;
}

/** @throws RecognizeError `security/database-changed` */
export function toDevice(rows: RowAuthenticator, row: DeviceRow): Device {
  rows.verify('recognize_devices', row);
  return {
    deviceId: row.device_id,
    type: row.type,
    name: row.name,
    created: row.created,
    ...(row.browser === null ? {} : { browser: row.browser }),
    ...(row.system === null ? {} : { system: row.system }),
    ...(row.last_used === null ? {} : { lastUsed: row.last_used }),
    ...(row.expires === 0 ? {} : { expires: row.expires }),
    ...(row.thumbprint === null ? {} : { keyThumbprint: row.thumbprint }),
    ...(row.source === null ? {} : { source: row.source }),
    ...(row.scenario === null ? {} : { scenario: row.scenario }),
  };
}

/** The covered columns of a new device. */
export const toRow = (device: NewDevice) => ({
  device_id: device.deviceId,
  recognize_id: device.recognizeId,
  type: device.type,
  name: device.name,
  browser: device.browser ?? null,
  system: device.system ?? null,
  created: device.created,
  expires: device.expires,
  model_id: device.modelId,
  n: device.n,
  state_hash: device.stateHash ?? null,
  public_key: device.publicKey ?? null,
  thumbprint: device.thumbprint ?? null,
  source: device.scenario === undefined ? null : 'photo',
  scenario: device.scenario ?? null,
});
