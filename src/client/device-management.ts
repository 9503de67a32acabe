import * as devices from '../ceremonies/devices.ts';
import type { DeviceContext } from '../ceremonies/types.ts';
import { RecognizeError } from '../errors.ts';
import { cleanName } from '../visible-text.ts';
import { type Device, parseDevices } from '../wire/device.ts';
import type { ClientServices } from './services.ts';
import { invalidSetting, property } from './usage.ts';

export type DeviceList = devices.DeviceList;

/** Options of one call about devices. */
export interface CallOptions {
  /** Ends the call with `ceremony/aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** The client devices of users. Every promise rejects with a `RecognizeError`. */
export interface DeviceManagement {
  /** Every client device of a user, and which one this browser is. Deletes the record of a browser when the matcher has signed
   * that its device no longer exists. */
  listDevices(recognizeId: string, options?: CallOptions): Promise<DeviceList>;
  /**
   * Finds this browser in a list that the page has already. Deletes nothing, because such a list may be old or partial.
   *
   * @throws RecognizeError `usage/invalid-property` for a list with an item that is not a device
   */
  markOwnDevice(recognizeId: string, devices: readonly Device[]): Promise<DeviceList>;
  /**
   * @param name 1 to 80 characters, at least one of them visible; invisible ones are removed
   * @throws RecognizeError `usage/invalid-property` for another name
   */
  renameDevice(recognizeId: string, deviceId: string, name: string, options?: CallOptions): Promise<Device>;
  /** Removes a device on the backend, and this browser's record if it is its own. */
  removeDevice(recognizeId: string, deviceId: string, options?: CallOptions): Promise<void>;
  /** Gets an authorization from the backend that lets `enroll` create one more client state. */
  addDevice(recognizeId: string, options?: CallOptions): Promise<string>;
  /** Removes a user with all devices on the backend, and this browser's record. */
  removePerson(recognizeId: string, options?: CallOptions): Promise<void>;
}

export function manageDevices({ settings, host }: ClientServices): DeviceManagement {
  const contextOf = ({ signal = new AbortController().signal }: CallOptions = {}): DeviceContext => ({
    host,
    store: settings.store(),
    signal,
    now: Date.now,
    ...(settings.matcherKey ? { matcherKey: settings.matcherKey } : {}),
  });

  return {
    listDevices: async (recognizeId, call) => devices.listDevices(contextOf(call), recognizeId),
    markOwnDevice: async (recognizeId, list) =>
      devices.identifyOwnDevice(contextOf(), recognizeId, readDevices(list)),
    renameDevice: async (recognizeId, deviceId, name, call) =>
      devices.renameDevice(contextOf(call), recognizeId, deviceId, readName(name)),
    removeDevice: async (recognizeId, deviceId, call) =>
      devices.removeDevice(contextOf(call), recognizeId, deviceId),
    addDevice: async (recognizeId, call) => devices.addDevice(contextOf(call), recognizeId),
    removePerson: async (recognizeId, call) => devices.removePerson(contextOf(call), recognizeId),
  };
}

/** @throws RecognizeError `usage/invalid-property` */
function readName(name: unknown): string {
  const cleaned = typeof name === 'string' ? cleanName(name) : '';
  if (cleaned === '') throw invalidSetting(property('name'), 'a string with at least one visible character');
  return cleaned;
}

/** A list of devices that the page passes in. @throws RecognizeError `usage/invalid-property` */
function readDevices(list: unknown): Device[] {
  try {
    return parseDevices({ devices: list });
  } catch (cause) {
    const detail = cause instanceof RecognizeError ? cause.detail : undefined;
    throw invalidSetting(
      property('devices'),
      `a list of devices, with times in milliseconds since the epoch (${detail})`,
      cause,
    );
  }
}
