import { expect } from 'vitest';
import type { ClientShare } from '../../../src/matching/secret-sharing.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { dying, testStorage } from '../../support/storage.ts';
import { createTestBackend } from '../../support/test-backend.ts';
import { begin, enroll, post, type Request, recovered, rowsOf, run, send } from './client.ts';

const never = Number.POSITIVE_INFINITY;

/** The request at which the matcher dies, and whether each login is under the pair that waits, which then replaces all others. */
const modes = [
  { dies: 'second', follows: false },
  { dies: 'third', follows: false },
  { dies: 'third', follows: true },
] as const;

/**
 * The matcher dies at every `stride`-th statement of EvaluateRequest, then of FinishRequest, of an authentication, and comes up again over the same database. Each
 * time one pair is current, the same bytes go on to a yes, and there is one effect.
 *
 * @returns how often it died
 */
export async function dieAtStatements(stride: number): Promise<number> {
  const storage = dying(await testStorage());
  const world = await createTestBackend({ storage });
  const face = drawnFace(1);
  let deaths = 0;

  async function attempt(person: string, request: Request, at: number) {
    storage.dieAt(at);
    const { status } = await post(world, person, request.path, request.message);
    storage.dieAt(never);
    const died = status === 503;
    if (died) {
      deaths++;
      await world.restart();
    }
    return { died, answer: await send(world, person, request) };
  }

  try {
    for (const { dies, follows } of modes) {
      const person = `dies-at-${dies}${follows ? '-under-the-new-pair' : ''}`;
      const { keys, share, deviceId } = await recovered(world, await enroll(world, person, face()), face());
      let last = share;
      const under = (client: ClientShare) =>
        ({ recognizeId: person, ceremony: 'authenticate', client, keys }) as const;
      for (let at = 1, died = true; died; at += stride) {
        const client = follows ? last : share;
        const begun = await begin(world, under(client));
        const second = await begun.second(begun.evaluateRequest(face()));
        const first = await attempt(person, second, dies === 'second' ? at : never);
        const { finishRequest, pending } = await begun.session.createFinishRequest(first.answer, begun.sign);
        const then = await attempt(person, await begun.third(finishRequest), dies === 'third' ? at : never);
        expect(parseFinishResponse(then.answer).recognized).toBe(true);
        const pairs = await rowsOf<{ share_id: string; pending: boolean }>(
          world,
          'shares',
          'device_id = $1',
          [deviceId],
        );
        const named = (waits: boolean) =>
          pairs.filter((pair) => pair.pending === waits).map(({ share_id }) => share_id);
        expect(named(false)).toEqual([toBase64url(client.shareId)]);
        expect(named(true)).toContain(toBase64url(pending.shareId));
        expect(named(true).length).toBeLessThanOrEqual(4);
        const [device] = await rowsOf<{ in_life: number }>(world, 'devices', 'device_id = $1', [deviceId]);
        expect(device!.in_life).toBe(0);
        world.clock.now += 1;
        last = pending;
        died = first.died || then.died;
      }
      const { finishResponse } = await run(world, under(last), face());
      expect(finishResponse.recognized).toBe(true);
    }
  } finally {
    await world.close();
  }
  return deaths;
}
