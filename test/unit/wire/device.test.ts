import { expect, it } from 'vitest';
import { parseDevice, parseDevices } from '../../../src/wire/device.ts';

const device = { deviceId: 'd', type: 'SDK', name: 'n', created: 1 };

it('keeps the fields of a device, drops null and unknown fields', () => {
  expect(parseDevices({ devices: [{ ...device, browser: null, lastUsed: 2, other: 'x' }] })).toEqual([
    { ...device, lastUsed: 2 },
  ]);
});

it.each<[unknown, string]>([
  [[], 'answer.devices: missing'],
  [null, 'answer: expected Object'],
  [{ devices: {} }, 'answer.devices: expected Array'],
  [{ devices: [null] }, 'device: expected Object'],
  [{ devices: [{ ...device, name: undefined }] }, 'device.name: expected string'],
  [{ devices: [{ ...device, type: 'OTHER' }] }, 'device.type: expected ("BACKUP" | "TEMPORARY" | "SDK")'],
  [{ devices: [{ ...device, created: '1' }] }, 'device.created: expected number'],
  [{ devices: [{ ...device, name: 7 }] }, 'device.name: expected string'],
  [{ devices: [{ ...device, expires: 'soon' }] }, 'device.expires: expected number'],
])('refuses the list %j with host/bad-response', (value, detail) => {
  expect(() => parseDevices(value)).toThrow(`host/bad-response: ${detail}`);
});

it('refuses a device without a field with host/bad-response', () => {
  expect(() => parseDevice({ deviceId: 'd' })).toThrow('host/bad-response: device.type: missing');
});
