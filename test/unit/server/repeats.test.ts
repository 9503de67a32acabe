import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeEvaluateRequest, parseEvaluateRequest } from '../../../src/wire/messages/evaluate.ts';
import { parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
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

let world: TestBackend;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
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
      const second = await run.second(run.evaluateRequest(face()));
      expect((await repeat(second)).size).toBe(1);
      expect(await counts(run.deviceId)).toEqual([1, 1]);
      const { finishRequest } = await run.session.createFinishRequest(
        await send(world, 'ann', second),
        run.sign,
      );
      const third = await run.third(finishRequest);
      expect((await repeat(third)).size).toBe(1);
      expect(await counts(run.deviceId)).toEqual([0, 0]);
      expect(await rowsOf(world, 'devices')).toHaveLength(before.length + 1);
      // Even now the second request is answered as it was.
      expect(await sent(second)).toMatch(/^200 /);
      expect(parseFinishResponse(await send(world, 'ann', third)).recognized).toBe(true);
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

  it('BeginRequest is not taken twice: its token is spent', async () => {
    const { client } = await enroll(world, 'ann', face());
    const keys = await deviceKeys();
    const token = await world.token({ recognizeId: 'ann', ceremony: 'recover' });
    const options = { recognizeId: 'ann', ceremony: 'recover', client, keys, token } as const;
    await begin(world, options);
    expect((await refused(begin(world, options))).code).toBe('server/unauthorized');
  });
});

describe('other bytes', () => {
  it('a second EvaluateRequest, or the same one sealed anew, is spent: two answers to one batch would reveal the share', async () => {
    const run = await begun();
    const evaluateRequest = run.evaluateRequest(face());
    await send(world, 'ann', await run.second(evaluateRequest));
    const { choices, secretCommitment } = parseEvaluateRequest(evaluateRequest, 256);
    const other = encodeEvaluateRequest(256, {
      choices: choices.map((byte) => byte ^ 255),
      secretCommitment,
    });
    for (const body of [evaluateRequest, other]) {
      expect(await refused(send(world, 'ann', await run.second(body)))).toEqual({
        code: 'ceremony/session-spent',
        status: 409,
      });
    }
    expect(await counts(run.deviceId)).toEqual([1, 1]);
  });

  it('of ten different EvaluateRequest at once one is answered, ten times the same way', async () => {
    const run = await begun();
    const { choices, secretCommitment } = parseEvaluateRequest(run.evaluateRequest(face()), 256);
    const requests = await Promise.all(
      ten.map((i) =>
        run.second(
          encodeEvaluateRequest(256, { choices: choices.map((byte) => byte ^ i), secretCommitment }),
        ),
      ),
    );
    const answers = await Promise.all(requests.map(sent));
    expect(answers.filter((answer) => answer.startsWith('200 '))).toHaveLength(1);
    expect(answers.filter((answer) => answer === '409 ceremony/session-spent')).toHaveLength(9);
    const winner = answers.findIndex((answer) => answer.startsWith('200 '));
    expect(await sent(requests[winner]!)).toBe(answers[winner]);
    expect(await counts(run.deviceId)).toEqual([1, 1]);
  });

  it('a second FinishRequest is spent, after a yes and after a no', async () => {
    for (const look of [face(), drawnFace(9)()]) {
      const run = await begun();
      const evaluateResponse = await send(world, 'ann', await run.second(run.evaluateRequest(look)));
      const { finishRequest } = await run.session.createFinishRequest(evaluateResponse, run.sign);
      await send(world, 'ann', await run.third(finishRequest));
      expect((await refused(send(world, 'ann', await run.third(finishRequest)))).code).toBe(
        'ceremony/session-spent',
      );
    }
  });

  it('EvaluateRequest of one run in another one is a no', async () => {
    const [one, other] = [await begun(), await begun()];
    const evaluateRequest = one.evaluateRequest(face());
    other.evaluateRequest(face());
    const evaluateResponse = await send(world, 'ann', await other.second(evaluateRequest));
    const { finishRequest } = await other.session.createFinishRequest(evaluateResponse, other.sign);
    expect(parseFinishResponse(await send(world, 'ann', await other.third(finishRequest))).recognized).toBe(
      false,
    );
  });
});
