import { expect, test } from 'vitest';
import { parseConfiguration } from '../../../src/wire/configuration.ts';
import { parseDevices } from '../../../src/wire/device.ts';

const configuration = {
  version: 1,
  suites: [1],
  signingKey: 'a',
  envelopeKey: 'b',
  envelopeKeyExpires: 1,
  envelopeKeySignature: 'c',
  models: ['m'],
};

test('a configuration is taken as it stands', () => {
  expect(parseConfiguration(configuration)).toEqual(configuration);
});

test.each([
  null,
  'text',
  {},
  { ...configuration, version: 2 },
  { ...configuration, suites: 1 },
  { ...configuration, models: [1] },
  { ...configuration, envelopeKey: 7 },
  { ...configuration, envelopeKeyExpires: '1' },
  { ...configuration, signingKey: undefined },
])('another answer is refused: %j', (value) => {
  expect(() => parseConfiguration(value)).toThrow('host/bad-response');
});

const device = { deviceId: 'd', type: 'SDK', name: 'n', created: 1 };

test('devices are read field by field, and nothing else of them', () => {
  expect(parseDevices({ devices: [{ ...device, browser: null, lastUsed: 2, other: 'x' }] })).toEqual([
    { ...device, lastUsed: 2 },
  ]);
});

test.each([
  [[]],
  [{ devices: {} }],
  [{ devices: [null] }],
  [{ devices: [{ ...device, type: 'OTHER' }] }],
  [{ devices: [{ ...device, created: '1' }] }],
  [{ devices: [{ ...device, name: 7 }] }],
  [{ devices: [{ ...device, expires: 'soon' }] }],
])('a list that is none is refused: %j', (value) => {
  expect(() => parseDevices(value)).toThrow('host/bad-response');
});
