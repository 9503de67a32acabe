import { expect } from 'vitest';
import { backendDevices, shownDevices } from './devices.ts';
import { kept } from './record.ts';
import type { Visitor } from './visitor.ts';

/** What host, backend and browser hold of a person. */
export interface State {
  /** The client state that the host keeps. */
  readonly clientState: string;
  /** Names of bound browsers, and how many client states there are. */
  readonly bound: readonly string[];
  readonly backups: number;
  /** The name of this browser. */
  readonly own?: string;
  /** Runs of this browser whose last answer was not heard. */
  readonly pending: number;
}

/** Loads the list of devices, as the person's next look at the page would, and takes down all sides once they agree. */
export async function stateOf(visitor: Visitor): Promise<State> {
  const { host, page, person } = visitor;
  await visitor.place({ tag: 'recognize-devices' });
  await page.locator('recognize-devices [part=panel][aria-busy=false]').waitFor();
  const devices = await backendDevices(visitor);
  const { record, pending } = await kept(visitor);
  const shown = shownDevices(page);
  expect(await shown.names()).toEqual(devices.map(({ name }) => name));
  const own = devices.find(({ deviceId }) => deviceId === record?.deviceId);
  // A record is of a device that the backend knows by the same key; the list marks that one and no other.
  expect(own?.keyThumbprint).toBe(record?.thumbprint);
  expect(await shown.ownNames()).toEqual(own === undefined ? [] : [own.name]);
  const answer = await fetch(`${host.origin}/client-state`, { headers: { cookie: `person=${person}` } });
  return {
    clientState: await answer.text(),
    bound: devices.filter(({ type }) => type === 'SDK').map(({ name }) => name),
    backups: devices.filter(({ type }) => type === 'BACKUP').length,
    ...(own === undefined ? {} : { own: own.name }),
    pending,
  };
}
