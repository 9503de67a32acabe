import type { DeviceList } from '../../client/device-management.ts';
import type { Device } from '../../client/index.ts';
import type { Pack } from '../../i18n/types.ts';

/** From this number on, the devices have headings and scroll inside the element. */
const GROUPED_FROM = 7;

export interface DeviceGroup {
  readonly heading: string;
  readonly devices: readonly Device[];
}

/** This browser first; then browsers, recoveries and single-use client states, each the one that was used last first. */
export function ordered({ devices, own }: DeviceList): readonly Device[] {
  const rank = ({ deviceId, type }: Device) =>
    deviceId === own ? 0 : 1 + ['SDK', 'BACKUP', 'TEMPORARY'].indexOf(type);
  return [...devices].sort((a, b) => rank(a) - rank(b) || timeOf(b) - timeOf(a));
}

const timeOf = ({ lastUsed, created }: Device): number => lastUsed ?? created;

/** The groups of a long list that have devices; one without a heading for a short list. */
export function grouped(list: DeviceList, { devices: texts }: Pack): readonly DeviceGroup[] {
  const devices = ordered(list);
  if (devices.length < GROUPED_FROM) return [{ heading: '', devices }];
  const isOwn = ({ deviceId }: Device) => deviceId === list.own;
  const ofType = (type: Device['type']) => devices.filter((device) => device.type === type && !isOwn(device));
  return [
    { heading: texts.own, devices: devices.filter(isOwn) },
    { heading: texts.browsers, devices: ofType('SDK') },
    { heading: texts.types.BACKUP, devices: ofType('BACKUP') },
    { heading: texts.types.TEMPORARY, devices: ofType('TEMPORARY') },
  ].filter((group) => group.devices.length > 0);
}

/** The other browsers, about which a person is asked after a recovery. */
export const otherBrowsers = (list: DeviceList): readonly Device[] =>
  ordered(list).filter(({ type, deviceId }) => type === 'SDK' && deviceId !== list.own);
