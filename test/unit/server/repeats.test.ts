import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeM3, parseM3 } from '../../../src/matching/messages.ts';
import { parseM6 } from '../../../src/protocol/messages.ts';
import { testStorage } from '../../support/storage.ts';
import { createWorld, drawnFace, type World } from '../../support/world.ts';
import {
  begin,
  deviceKeys,
  enroll,
  enrollment,
  post,
  type Request,
  refused,
  rowsOf,
  send,
} from './client.ts';

let world: World;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createWorld({ storage: await testStorage() });
}, 60_000);
afterAll(() => world.close());

const ten = Array.from({ length: 10 }, (_, i) => i);
const sent = async ({ path, message }: Request) => {
  const { status, body, error } = await post(world, 'ann', path, message);
  return `${status} ${body ?? error?.code}`;
};
const counts = async (deviceId: string) => {
  const [row] = await rowsOf<{ in_life: number; since_success: number }>(world, 'devices', 'device_id = $1', [
    deviceId,
  ]);
  return [row!.in_life, row!.since_success];
};

async function begun() {
  const { client, deviceId } = await enroll(world, 'ann', face());
  const run = await begin(world, {
    recognizeId: 'ann',
    ceremony: 'recover',
    client,
    keys: await deviceKeys(),
  });
  return { ...run, deviceId };
}

describe('the same bytes again', () => {
  it.each(['in a row', 'at once', 'over restarts'])(
    'requests 2 and 3, ten times %s: one answer, one effect',
    async (how) => {
      const run = await begun();
      const repeat = async (request: Request) => {
        if (how === 'at once') return new Set(await Promise.all(ten.map(() => sent(request))));
        const answers = new Set<string>();
        for (const i of ten) {
          if (how === 'over restarts' && i % 3 === 0) await world.restart();
          answers.add(await sent(request));
        }
        return answers;
      };
      const before = await rowsOf(world, 'devices');
      const second = await run.second(run.m3(face()));
      expect((await repeat(second)).size).toBe(1);
      expect(await counts(run.deviceId)).toEqual([1, 1]);
      const { m5 } = await run.session.makeM5(await send(world, 'ann', second), run.sign);
      const third = await run.third(m5);
      expect((await repeat(third)).size).toBe(1);
      expect(await counts(run.deviceId)).toEqual([0, 0]);
      expect(await rowsOf(world, 'devices')).toHaveLength(before.length + 1);
      // Even now the second request is answered as it was.
      expect(await sent(second)).toMatch(/^200 /);
      expect(parseM6(await send(world, 'ann', third)).recognized).toBe(true);
    },
  );

  it('an enrollment, ten times in a row and at once: one client device', async () => {
    for (const atOnce of [false, true]) {
      const before = (await rowsOf(world, 'devices')).length;
      const { request } = await enrollment(world, 'ann', face());
      const answers: string[] = [];
      if (atOnce) answers.push(...(await Promise.all(ten.map(() => sent(request)))));
      else for (const _ of ten) answers.push(await sent(request));
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toMatch(/^200 /);
      expect(await rowsOf(world, 'devices')).toHaveLength(before + 1);
    }
  });

  it('M1 is not taken twice: its token is spent', async () => {
    const { client } = await enroll(world, 'ann', face());
    const keys = await deviceKeys();
    const token = await world.token({ recognizeId: 'ann', ceremony: 'recover' });
    const options = { recognizeId: 'ann', ceremony: 'recover', client, keys, token } as const;
    await begin(world, options);
    expect((await refused(begin(world, options))).code).toBe('server/unauthorized');
  });
});

describe('other bytes', () => {
  it('a second M3, or the same one sealed anew, is spent: two answers to one batch would reveal the share', async () => {
    const run = await begun();
    const m3 = run.m3(face());
    await send(world, 'ann', await run.second(m3));
    const { choices, secretCommitment } = parseM3(m3, 256);
    const other = encodeM3(256, { choices: choices.map((byte) => byte ^ 255), secretCommitment });
    for (const body of [m3, other]) {
      expect(await refused(send(world, 'ann', await run.second(body)))).toEqual({
        code: 'ceremony/session-spent',
        status: 409,
      });
    }
    expect(await counts(run.deviceId)).toEqual([1, 1]);
  });

  it('of ten different M3 at once one is answered, ten times the same way', async () => {
    const run = await begun();
    const { choices, secretCommitment } = parseM3(run.m3(face()), 256);
    const requests = await Promise.all(
      ten.map((i) =>
        run.second(encodeM3(256, { choices: choices.map((byte) => byte ^ i), secretCommitment })),
      ),
    );
    const answers = await Promise.all(requests.map(sent));
    expect(answers.filter((answer) => answer.startsWith('200 '))).toHaveLength(1);
    expect(answers.filter((answer) => answer === '409 ceremony/session-spent')).toHaveLength(9);
    const winner = answers.findIndex((answer) => answer.startsWith('200 '));
    expect(await sent(requests[winner]!)).toBe(answers[winner]);
    expect(await counts(run.deviceId)).toEqual([1, 1]);
  });

  it('a second M5 is spent, after a yes and after a no', async () => {
    for (const look of [face(), drawnFace(9)()]) {
      const run = await begun();
      const m4 = await send(world, 'ann', await run.second(run.m3(look)));
      const { m5 } = await run.session.makeM5(m4, run.sign);
      await send(world, 'ann', await run.third(m5));
      expect((await refused(send(world, 'ann', await run.third(m5)))).code).toBe('ceremony/session-spent');
    }
  });

  it('M3 of one run in another one is a no', async () => {
    const [one, other] = [await begun(), await begun()];
    const m3 = one.m3(face());
    other.m3(face());
    const m4 = await send(world, 'ann', await other.second(m3));
    const { m5 } = await other.session.makeM5(m4, other.sign);
    expect(parseM6(await send(world, 'ann', await other.third(m5))).recognized).toBe(false);
  });
});
