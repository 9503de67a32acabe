// cspell:disable
import { describe, expect, it } from 'vitest';
import { namedDevices } from '../../../../src/elements/view/device-names.ts';
import type { Device } from '../../../../src/wire/device.ts';
import { packs } from '../../../support/language-packs.ts';

const linux = { type: 'SDK', browser: 'Firefox', system: 'Linux' } as const;

/** The names that the list shows for devices with these names, the oldest first. */
function shownNames(devices: readonly Partial<Device>[], language: keyof typeof packs = 'en'): string[] {
  const complete = devices.map(
    (device, index): Device => ({
      deviceId: `${index}`,
      type: 'BACKUP',
      name: '',
      created: 1_790_000_000_000 + index,
      ...device,
    }),
  );
  return namedDevices(complete, packs[language].devices).map(({ name }) => name);
}

describe('namedDevices', () => {
  it('keeps the names that people have chosen', () => {
    expect(shownNames([{ name: 'Kitchen' }, { ...linux, name: 'Office' }])).toEqual(['Kitchen', 'Office']);
  });

  it.each([
    ['en', ['Recovery', 'One-time', 'Firefox on Linux 2', 'Firefox on Linux']],
    ['de', ['Wiederherstellung', 'Einmalig', 'Firefox auf Linux 2', 'Firefox auf Linux']],
    ['hi', ['रिकवरी', 'एक बार के लिए', 'Linux पर Firefox 2', 'Linux पर Firefox']],
  ] as const)(
    'translates the names that nobody has chosen, also those of earlier releases: %s',
    (language, names) => {
      const devices = [
        { name: 'Recovery' },
        { name: 'One-time', type: 'TEMPORARY' },
        { ...linux, name: 'Firefox on Linux 2' },
        { ...linux, name: 'Firefox, Linux' },
      ] as const;
      expect(shownNames(devices, language)).toEqual(names);
    },
  );

  it('names a device whose name nobody can see by its type', () => {
    expect(shownNames([{ name: '' }, { name: '', type: 'SDK' }])).toEqual(['Recovery', 'Browser']);
  });

  it('returns no name twice, and the oldest device keeps its name', () => {
    const devices = [
      { name: 'Kitchen', created: 1_790_000_000_009 },
      { name: 'Kitchen', created: 1_790_000_000_001 },
      { name: 'Kitchen', created: 1_790_000_000_008 },
      { name: 'Kitchen 2' },
    ];
    expect(shownNames(devices)).toEqual(['Kitchen 4', 'Kitchen', 'Kitchen 3', 'Kitchen 2']);
  });
});
