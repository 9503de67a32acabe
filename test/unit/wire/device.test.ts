import { expect, it } from 'vitest';
import { parseDevice, parseDevices } from '../../../src/wire/device.ts';

const device = { deviceId: 'd', type: 'SDK', name: 'n', created: 1_790_000_000_000 };

const milliseconds = 'expected milliseconds since the epoch';

it('keeps the fields of a device, drops null and unknown fields', () => {
  expect(
    parseDevices({ devices: [{ ...device, browser: null, lastUsed: 1_790_000_000_002, other: 'x' }] }),
  ).toEqual([{ ...device, lastUsed: 1_790_000_000_002 }]);
});

it.each<[unknown, string]>([
  [[], 'answer.devices: missing'],
  [null, 'answer: expected Object'],
  [{ devices: {} }, 'answer.devices: expected Array'],
  [{ devices: [null] }, 'devices[0]: expected Object'],
  [{ devices: [{ ...device, name: undefined }] }, 'devices[0].name: expected string'],
  [{ devices: [{ ...device, type: 'OTHER' }] }, 'devices[0].type: expected ("BACKUP" | "TEMPORARY" | "SDK")'],
  [{ devices: [{ ...device, created: '1' }] }, 'devices[0].created: expected number'],
  [{ devices: [{ ...device, name: 7 }] }, 'devices[0].name: expected string'],
  [{ devices: [{ ...device, expires: 'soon' }] }, 'devices[0].expires: expected number'],
  [{ devices: [device, { ...device, created: 1_790_000_000 }] }, `devices[1].created: ${milliseconds}`],
  [{ devices: [{ ...device, lastUsed: 1.79e18 }] }, `devices[0].lastUsed: ${milliseconds}`],
  [{ devices: [{ ...device, created: Number.NaN }] }, 'devices[0].created: expected number'],
])('refuses the list %j with host/bad-response', (value, detail) => {
  expect(() => parseDevices(value)).toThrow(`host/bad-response: ${detail}`);
});

it('refuses a device without a field with host/bad-response', () => {
  expect(() => parseDevice({ deviceId: 'd' })).toThrow('host/bad-response: device.type: missing');
});

it('removes what is invisible from the texts that are shown', () => {
  const shown = { name: '\u200bDesk\u202e', browser: '\u3164', system: 'Linux\u0000' };
  expect(parseDevice({ ...device, ...shown })).toMatchObject({ name: 'Desk', browser: '', system: 'Linux' });
});
