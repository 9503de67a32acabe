import { expect } from 'vitest';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { begin, deviceKeys, enroll, recovered, refused, rowsOf, run, send } from './client.ts';

/**
 * Many sessions of one client state at once, over the handler: ten EvaluateResponse leave, none is answered, and every one counts. Neither a refresh nor
 * the host's reset brings one back; the pair of a bound browser has counts of its own.
 */
export async function storm(sessions: number, url?: string): Promise<void> {
  const policy = { openCeremonies: 1_000, lockout: { failures: 1e6, window: 1, duration: 1 } };
  const world = await createTestBackend({ storage: await testStorage(url), policy, queue: 1_000 });
  try {
    const face = drawnFace(1);
    const ann = await enroll(world, 'ann', face());
    const bound = await recovered(world, ann, face());
    const keys = await deviceKeys();
    const options = { recognizeId: 'ann', ceremony: 'recover', client: ann.client, keys } as const;
    const opened = await Promise.all(Array.from({ length: sessions }, () => begin(world, options)));
    const seconds = await Promise.all(opened.map((one) => one.second(one.evaluateRequest(face()))));
    const answers = await Promise.all(seconds.map((second) => refused(send(world, 'ann', second))));
    const passed = answers.flatMap(({ code }, i) => (code === 'none' ? [i] : []));
    expect(passed).toHaveLength(10);
    const until = world.clock.now + 86_400_000;
    for (const answer of answers.filter((_, i) => !passed.includes(i)))
      expect(answer).toEqual({ code: 'ceremony/locked', status: 423, until });
    const counts = async (deviceId: string) => {
      const [row] = await rowsOf<{ in_life: number }>(world, 'devices', 'device_id = $1', [deviceId]);
      return row!.in_life;
    };
    expect(await counts(ann.deviceId)).toBe(10);

    await world.server.resetLockout('ann');
    expect((await refused(begin(world, options))).code).toBe('ceremony/locked');
    const login = {
      recognizeId: 'ann',
      ceremony: 'authenticate',
      client: bound.share,
      keys: bound.keys,
    } as const;
    const { pending } = await run(world, login, face());
    expect([await counts(ann.deviceId), await counts(bound.deviceId)]).toEqual([10, 0]);
    for (const stranger of [drawnFace(2), drawnFace(3)])
      await run(world, { ...login, client: pending }, stranger());
    await run(world, login, drawnFace(4)());
    expect(await counts(bound.deviceId)).toBe(3);
    await run(world, { ...login, client: pending }, face());
    expect(await counts(bound.deviceId)).toBe(3);

    // One of the ten goes on to its yes: it alone is taken back.
    const [first] = passed as [number, ...number[]];
    const evaluateResponse = await send(world, 'ann', seconds[first]!);
    const { finishRequest } = await opened[first]!.session.createFinishRequest(
      evaluateResponse,
      opened[first]!.sign,
    );
    expect(
      parseFinishResponse(await send(world, 'ann', await opened[first]!.third(finishRequest))).recognized,
    ).toBe(true);
    expect(await counts(ann.deviceId)).toBe(9);
  } finally {
    await world.close();
  }
}
