import { expect } from 'vitest';
import type { RecognizeError } from '../../../src/errors.ts';
import { countAttempt } from '../../../src/server/attempts.ts';
import { defaultPolicy, type Lockout } from '../../../src/server/policy.ts';
import { type DeviceRef, insertDevice } from '../../../src/server/repositories/devices.ts';
import { insertUser } from '../../../src/server/repositories/people.ts';
import { createRowAuthenticator } from '../../../src/server/row-authentication.ts';
import type { Storage } from '../../../src/server/storage/sql.ts';

export const { lockout: defaultLockout } = defaultPolicy;

/** Never locks a user out, so that only the limits of the share pair count. */
export const noLockout: Lockout = { failures: 1e9, windowMs: 1, durationMs: 1 };

const rows = createRowAuthenticator(new Uint8Array(32));
let users = 0;

/** Stores a new user with one device. */
export async function createDevice(storage: Storage): Promise<DeviceRef> {
  users++;
  const device = { recognizeId: `user-${users}`, deviceId: `device-${users}` };
  await insertUser(storage, device.recognizeId, 0);
  const columns = { type: 'BACKUP', name: '', created: 0, expires: 0, modelId: 'm', n: 256 } as const;
  await insertDevice(storage, rows, { ...device, ...columns });
  return device;
}

/** One attempt in a separate transaction. */
export const attempt = (storage: Storage, device: DeviceRef, now: number, lockout: Lockout) =>
  storage
    .transaction((sql) => countAttempt(sql, device, lockout, now))
    .then(
      () => ({ code: 'none', until: undefined }),
      (error: RecognizeError) => ({ code: error.code, until: error.until }),
    );

/** Runs attempts in parallel. Returns how many were allowed, and the distinct `until` of the refused ones. */
export async function attemptInParallel(
  storage: Storage,
  device: DeviceRef,
  { now, lockout = noLockout, count = 200 }: { now: number; lockout?: Lockout; count?: number },
): Promise<{ allowed: number; until: (number | undefined)[] }> {
  const results = await Promise.all(
    Array.from({ length: count }, () => attempt(storage, device, now, lockout)),
  );
  const refused = results.filter(({ code }) => code !== 'none');
  expect(refused.every(({ code }) => code === 'ceremony/locked')).toBe(true);
  return { allowed: count - refused.length, until: [...new Set(refused.map(({ until }) => until))] };
}
