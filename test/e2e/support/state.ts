import { expect } from 'vitest';
import type { Visitor } from '../../support/visitor.ts';
import { storedRecords } from './browser-record.ts';
import { backendDevices, shownDevices } from './devices.ts';

/** What host, backend and browser store about a user. */
export interface State {
  /** The client state that the host has stored. */
  readonly clientState: string;
  /** Names of bound browsers, the newest first. */
  readonly bound: readonly string[];
  /** The number of client states. */
  readonly backups: number;
  /** The name of this browser, when it is bound. */
  readonly thisDevice?: string;
  /** The number of runs of this browser whose last response was not received. */
  readonly pending: number;
}

/** Loads the list of devices, which reconciles browser and backend, and expects both to be consistent. */
export async function readState(visitor: Visitor): Promise<State> {
  const { host, page, user } = visitor;
  await visitor.place({ tag: 'recognize-devices' });
  await page.locator('recognize-devices [part=panel][aria-busy=false]').waitFor();
  const devices = await backendDevices(visitor);
  const { record, pending } = await storedRecords(visitor);
  const shown = shownDevices(page);
  expect(await shown.names()).toEqual(devices.map(({ name }) => name));
  const thisDevice = devices.find(({ deviceId }) => deviceId === record?.deviceId)?.name;
  // A browser's record belongs to a device that the backend knows by the same key, and the list marks exactly that device.
  const thumbprint = devices.find(({ deviceId }) => deviceId === record?.deviceId)?.keyThumbprint;
  expect(thumbprint).toBe(record?.thumbprint);
  expect(await shown.thisDeviceNames()).toEqual(thisDevice === undefined ? [] : [thisDevice]);
  const response = await fetch(`${host.origin}/client-state`, { headers: { cookie: `user=${user}` } });
  return {
    clientState: await response.text(),
    bound: devices.filter(({ type }) => type === 'SDK').map(({ name }) => name),
    backups: devices.filter(({ type }) => type === 'BACKUP').length,
    ...(thisDevice === undefined ? {} : { thisDevice }),
    pending,
  };
}
