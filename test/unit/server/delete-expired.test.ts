import { expect, it, vi } from 'vitest';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { beginCeremony, createDeviceKeys, enroll, refusalOf, send } from './support.ts';

it('returns session-expired for a minute, then session-unknown, when the server deletes every minute', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const world = await createTestBackend({ storage: await testStorage() });
  try {
    const face = syntheticFace(1);
    const { clientShare } = await enroll(world, 'ann', face());
    const keys = await createDeviceKeys();
    const begun = await beginCeremony(world, { recognizeId: 'ann', ceremony: 'recover', clientShare, keys });
    const request = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
    const sendAfterInterval = () => {
      vi.advanceTimersByTime(60_000);
      return refusalOf(send(world, 'ann', request));
    };
    world.clock.now += 600_000;
    expect(await sendAfterInterval()).toMatchObject({ code: 'ceremony/session-expired' });
    world.clock.now += 60_000;
    expect(await sendAfterInterval()).toMatchObject({ code: 'ceremony/session-unknown' });
  } finally {
    await world.close();
    vi.useRealTimers();
  }
});
