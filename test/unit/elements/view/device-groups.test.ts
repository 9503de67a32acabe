import { describe, expect, it } from 'vitest';
import { grouped, ordered, otherBrowsers } from '../../../../src/elements/view/device-groups.ts';
import type { Device } from '../../../../src/wire/device.ts';
import { packs } from '../../../support/language-packs.ts';

const time = 1_790_000_000_000;
const deviceOf = (deviceId: string, type: Device['type'], lastUsed?: number): Device => ({
  deviceId,
  type,
  name: deviceId,
  created: time,
  ...(lastUsed === undefined ? {} : { lastUsed }),
});
const devices = [
  deviceOf('once', 'TEMPORARY'),
  deviceOf('recovery', 'BACKUP'),
  deviceOf('old', 'SDK'),
  deviceOf('own', 'SDK', time + 1),
  deviceOf('new', 'SDK', time + 2),
];
const idsOf = (list: readonly Device[]) => list.map(({ deviceId }) => deviceId);

describe('the order of devices', () => {
  it('has this browser first, then browsers by their last use, recoveries and single-use client states', () => {
    expect(idsOf(ordered({ devices, own: 'own' }))).toEqual(['own', 'new', 'old', 'recovery', 'once']);
    expect(idsOf(ordered({ devices }))).toEqual(['new', 'own', 'old', 'recovery', 'once']);
  });

  it('has no heading in a short list', () => {
    expect(grouped({ devices, own: 'own' }, packs.en)).toEqual([
      { heading: '', devices: ordered({ devices, own: 'own' }) },
    ]);
  });

  it('has a heading for each group with devices in a long list', () => {
    const many = [...devices, deviceOf('a', 'SDK'), deviceOf('b', 'SDK')];
    const groups = (list: Parameters<typeof grouped>[0]) =>
      grouped(list, packs.en).map((group) => [group.heading, group.devices.length]);
    expect(groups({ devices: many, own: 'own' })).toEqual([
      ['This device', 1],
      ['Browsers', 4],
      ['Recovery', 1],
      ['One-time', 1],
    ]);
    expect(groups({ devices: many.filter(({ type }) => type === 'SDK').concat(many.slice(4)) })).toEqual([
      ['Browsers', 8],
    ]);
  });
});

it('otherBrowsers leaves out this browser and client states', () => {
  expect(idsOf(otherBrowsers({ devices, own: 'own' }))).toEqual(['new', 'old']);
  expect(otherBrowsers({ devices: devices.slice(0, 2) })).toEqual([]);
});
