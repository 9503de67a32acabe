import * as v from 'valibot';
import { parseWith } from './parse.ts';

export const deviceTypes = ['BACKUP', 'TEMPORARY', 'SDK'] as const;

/** BACKUP: the host stores the client state. TEMPORARY: used for one recovery, directly after the enrollment. SDK: a bound browser. */
export type DeviceType = (typeof deviceTypes)[number];

/** Fields without a value are null in the response of the backend and absent in `Device`. Unknown fields are dropped. */
const deviceSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))),
  v.object({
    /** base64url of 16 bytes. */
    deviceId: v.string(),
    type: v.picklist(deviceTypes),
    name: v.string(),
    browser: v.exactOptional(v.string()),
    system: v.exactOptional(v.string()),
    /** Milliseconds since the epoch. */
    created: v.number(),
    /** Milliseconds since the epoch. */
    lastUsed: v.exactOptional(v.number()),
    /** Milliseconds since the epoch. */
    expires: v.exactOptional(v.number()),
    /** RFC 7638 thumbprint of the device key; only for SDK. */
    keyThumbprint: v.exactOptional(v.string()),
  }),
  v.readonly(),
);

/** A client device, that is one client state or one bound browser, as the backend lists it. */
export type Device = v.InferOutput<typeof deviceSchema>;

/** @throws RecognizeError `host/bad-response` whose `detail` names the field */
export const parseDevice = (value: unknown): Device =>
  parseWith(deviceSchema, value, 'host/bad-response', 'device');

const deviceListSchema = v.object({ devices: v.array(v.unknown()) });

/** Parses `{ devices: [...] }`. @throws RecognizeError `host/bad-response` whose `detail` names the field */
export const parseDevices = (value: unknown): Device[] =>
  parseWith(deviceListSchema, value, 'host/bad-response', 'answer').devices.map(parseDevice);
