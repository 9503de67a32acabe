import * as v from 'valibot';
import { cleanName } from '../visible-text.ts';
import { parseWith } from './parse.ts';
import { scenarios } from './photo.ts';

export const deviceTypes = ['BACKUP', 'TEMPORARY', 'SDK'] as const;

/** BACKUP: the host stores the client state. TEMPORARY: used for one recovery, directly after the enrollment. SDK: a bound browser. */
export type DeviceType = (typeof deviceTypes)[number];

/** Cleaned, because the text is shown: another release may have stored it, or it comes from the page. */
const shownText = v.pipe(v.string(), v.transform(cleanName));

/** The first and the last time that milliseconds since the epoch can mean here: 1973 and 5138. Seconds and microseconds are outside. */
const [MIN_TIME, MAX_TIME] = [1e11, 1e14];
const time = v.pipe(
  v.number(),
  v.check((value) => value >= MIN_TIME && value < MAX_TIME, 'expected milliseconds since the epoch'),
);

/** Fields without a value are null in the response of the backend and absent in `Device`. Unknown fields are dropped. */
const deviceSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))),
  v.object({
    /** base64url of 16 bytes. */
    deviceId: v.string(),
    type: v.picklist(deviceTypes),
    /** The empty string if nothing of it is visible. */
    name: shownText,
    browser: v.exactOptional(shownText),
    system: v.exactOptional(shownText),
    /** Milliseconds since the epoch. */
    created: time,
    /** Milliseconds since the epoch. */
    lastUsed: v.exactOptional(time),
    /** Milliseconds since the epoch. */
    expires: v.exactOptional(time),
    /** RFC 7638 thumbprint of the device key; only for SDK. */
    keyThumbprint: v.exactOptional(v.string()),
    /** `photo` when the face of the enrollment comes from a photo. A browser that was bound with such a client state has it too. */
    source: v.exactOptional(v.literal('photo')),
    /** Of the photo. */
    scenario: v.exactOptional(v.picklist(scenarios)),
  }),
  v.readonly(),
);

/** A client device, that is one client state or one bound browser, as the backend lists it. */
export type Device = v.InferOutput<typeof deviceSchema>;

/**
 * @param label name of the value in `detail`
 * @throws RecognizeError `host/bad-response` whose `detail` names the field
 */
export const parseDevice = (value: unknown, label = 'device'): Device =>
  parseWith(deviceSchema, value, 'host/bad-response', label);

const deviceListSchema = v.object({ devices: v.array(v.unknown()) });

/** Parses `{ devices: [...] }`. @throws RecognizeError `host/bad-response` whose `detail` names the field */
export const parseDevices = (value: unknown): Device[] =>
  parseWith(deviceListSchema, value, 'host/bad-response', 'answer').devices.map((device, index) =>
    parseDevice(device, `devices[${index}]`),
  );
