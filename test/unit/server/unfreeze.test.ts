import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { attempt, noLockout } from './attempts.support.ts';
import { failuresOf, refusalOf } from './backend.support.ts';
import { createDeviceKeys, enroll, runCeremony } from './support.ts';

const decision = { by: 'employee 4711', reason: 'identified at the counter' };

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

/** A user with one client state. `recover` returns the code of the refusal, or `none`. */
async function enrolledUser(recognizeId: string) {
  const { clientShare, deviceId } = await enroll(backend, recognizeId, syntheticFace(1)());
  const keys = await createDeviceKeys();
  const options = { recognizeId, ceremony: 'recover', clientShare, keys } as const;
  const recover = (face: number) => refusalOf(runCeremony(backend, options, syntheticFace(face)()));
  return { deviceId, recover };
}

/** Counts failures of the device, as failed recoveries do. */
async function fail(recognizeId: string, deviceId: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    expect(
      (await attempt(backend.storage, { recognizeId, deviceId }, backend.clock.now, noLockout)).code,
    ).toBe('none');
}

describe('unfreeze', () => {
  it('[T78] lets the user recover at once after the failures of a thief, and logs who decided it and why', async () => {
    const { deviceId, recover } = await enrolledUser('ann');
    await fail('ann', deviceId, 10);
    expect((await recover(1)).code).toBe('ceremony/locked');
    await backend.server.resetLockout('ann');
    expect((await recover(1)).code).toBe('ceremony/locked');
    backend.logged.length = 0;
    await backend.server.unfreeze('ann', deviceId, decision);
    expect(backend.logged).toEqual([{ event: 'unfrozen', recognizeId: 'ann', deviceId, ...decision }]);
    expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 0, sinceSuccess: 0 });
    expect((await recover(1)).code).toBe('none');
  });

  it('changes one share pair only, and the limits apply again', async () => {
    const [first, second] = [await enrolledUser('bea'), await enrolledUser('cleo')];
    await fail('bea', first.deviceId, 10);
    await fail('cleo', second.deviceId, 1);
    await backend.server.unfreeze('bea', first.deviceId, decision);
    expect(await failuresOf(backend, second.deviceId)).toEqual({ inYear: 1, sinceSuccess: 1 });
    await fail('bea', first.deviceId, 10);
    expect((await first.recover(1)).code).toBe('ceremony/locked');
  });

  it('rejects a device of another user, and a decision without a name or a reason, without an entry in the log', async () => {
    const { deviceId } = await enrolledUser('dora');
    await fail('dora', deviceId, 1);
    backend.logged.length = 0;
    const { unfreeze } = backend.server;
    for (const wrong of ['', '\0', undefined as never])
      for (const call of [unfreeze('dora', wrong, decision), unfreeze(wrong, deviceId, decision)])
        await expect(call).rejects.toMatchObject({ code: 'server/not-found' });
    await expect(unfreeze('ann', deviceId, decision)).rejects.toMatchObject({ code: 'server/not-found' });
    for (const [wrong, name] of [
      [{ by: '', reason: 'x' }, 'by'],
      [{ by: 'x' }, 'reason'],
      [{ by: 'x', reason: 'line\nbreak' }, 'reason'],
      [{ by: 'x', reason: 'x'.repeat(201) }, 'reason'],
      // Text that looks like another name, and text that looks like none.
      [{ by: '\u202enna', reason: 'x' }, 'by'],
      [{ by: 'x\u200bx', reason: 'x' }, 'by'],
      [{ by: 'x', reason: '\u0301' }, 'reason'],
    ] as const)
      await expect(unfreeze('dora', deviceId, wrong as never)).rejects.toThrow(`unfreeze: ${name}: `);
    expect(backend.logged).toEqual([]);
    expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 1, sinceSuccess: 1 });
  });
});

describe('hasDevice', () => {
  it('is true for a device of the user until it is removed or has expired', async () => {
    const { deviceId } = await enrolledUser('eve');
    const { hasDevice } = backend.server;
    expect(await hasDevice('eve', deviceId)).toBe(true);
    expect(await hasDevice('ann', deviceId)).toBe(false);
    expect(await hasDevice('eve', 'A'.repeat(22))).toBe(false);
    // Values of a request need no check before, also within a transaction of the host.
    for (const wrong of ['', '\0', '\ud800', undefined as never, 5 as never])
      for (const transaction of [undefined, backend.storage]) {
        expect(await hasDevice('eve', wrong, transaction)).toBe(false);
        expect(await hasDevice(wrong, deviceId, transaction)).toBe(false);
      }
    await backend.fetchAs('eve', 'DELETE', `people/eve/devices/${deviceId}`);
    expect(await hasDevice('eve', deviceId)).toBe(false);
  });
});
