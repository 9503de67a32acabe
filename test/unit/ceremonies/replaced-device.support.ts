import { listDevices } from '../../../src/ceremonies/devices.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { RecoverInput } from '../../../src/ceremonies/types.ts';
import type { Device } from '../../../src/wire/device.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type TestBrowser } from '../../support/test-browser.ts';
import { authorizationFor, enrollUser, recoverIn } from './support.ts';

export const deviceLimit = 3;
const face = syntheticFace(4);
export const stranger = syntheticFace(5);
export const chromeOnLinux = { name: 'Chrome on Linux', browser: 'Chrome', system: 'Linux' };

export const idsOf = (devices: readonly Device[]) => devices.map(({ deviceId }) => deviceId).sort();

/** A backend with a small device limit, and browsers of its users. */
export async function createLimitedBackend() {
  const backend = await createTestBackend({ policy: { deviceLimit } });
  let users = 0;

  async function newUser() {
    const user = `user-${users++}`;
    return { user, ...(await enrollUser(backend, user, face)) };
  }

  const openBrowser = (user: string, options: Parameters<typeof createTestBrowser>[3] = {}) =>
    createTestBrowser(backend, user, face, { description: chromeOnLinux, ...options });

  const recoverWith = (
    { context }: TestBrowser,
    recognizeId: string,
    clientState: string,
    input: Partial<RecoverInput> = {},
  ) =>
    recover(context, {
      recognizeId,
      clientState,
      authorization: authorizationFor(backend, 'recover', recognizeId),
      ...input,
    });

  async function boundDevices(user: string): Promise<readonly Device[]> {
    const { devices } = await listDevices(openBrowser(user).context, user);
    return devices.filter(({ type }) => type === 'SDK');
  }

  /** Binds new browsers until the user has as many devices as are allowed, the client state included. */
  async function fillUp(user: string, clientState: string): Promise<Device[]> {
    const devices = [];
    for (let i = 1; i < deviceLimit; i++) {
      devices.push((await recoverIn(openBrowser(user), backend, user, clientState)).device);
      backend.clock.now++;
    }
    return devices;
  }

  return { backend, newUser, openBrowser, recoverWith, boundDevices, fillUp };
}
