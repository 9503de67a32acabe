import { RecognizeError } from '../errors.ts';

export const deviceTypes = ['BACKUP', 'TEMPORARY', 'SDK'] as const;

/** BACKUP: the host stores the client state. TEMPORARY: used at once. SDK: a bound browser. */
export type DeviceType = (typeof deviceTypes)[number];

/** The record of one client state or one bound browser, as the backend lists it. Times are milliseconds since the epoch. */
export interface Device {
  /** base64url of 16 bytes. */
  readonly deviceId: string;
  readonly type: DeviceType;
  readonly name: string;
  readonly browser?: string;
  readonly system?: string;
  readonly created: number;
  readonly lastUsed?: number;
  readonly expires?: number;
  /** Of the device key (RFC 7638); of type SDK only. */
  readonly keyThumbprint?: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fail = (detail: string) => new RecognizeError('host/bad-response', { detail });

/** Reads a device that a backend sent. @throws RecognizeError `host/bad-response` naming the field */
export function parseDevice(value: unknown): Device {
  if (!isObject(value)) throw fail('device: expected an object');
  const text = (field: string) => {
    const found = value[field];
    if (typeof found !== 'string') throw fail(`device.${field}: expected text`);
    return found;
  };
  const type = deviceTypes.find((known) => known === value.type);
  if (type === undefined) throw fail(`device.type: expected ${deviceTypes.join(', ')}`);
  if (typeof value.created !== 'number') throw fail('device.created: expected a number');
  return {
    deviceId: text('deviceId'),
    type,
    name: text('name'),
    created: value.created,
    ...optional(value, 'browser', 'string'),
    ...optional(value, 'system', 'string'),
    ...optional(value, 'lastUsed', 'number'),
    ...optional(value, 'expires', 'number'),
    ...optional(value, 'keyThumbprint', 'string'),
  };
}

/** @throws RecognizeError `host/bad-response` */
export function parseDevices(value: unknown): Device[] {
  if (!isObject(value) || !Array.isArray(value.devices)) throw fail('devices: expected a list');
  return value.devices.map(parseDevice);
}

function optional(value: Record<string, unknown>, field: string, type: 'string' | 'number') {
  const found = value[field];
  if (found === undefined || found === null) return {};
  const given: string = typeof found;
  if (given !== type) throw fail(`device.${field}: expected a ${type}`);
  return { [field]: found };
}
