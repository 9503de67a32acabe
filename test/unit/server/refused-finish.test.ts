import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { begin, deviceKeys, type Enrolled, enroll, post, recovered, rowsOf, send } from './client.ts';

/** What stands in the way of a run between EvaluateResponse and FinishRequest refuses it in the same words, whether its face would have matched or not. */
const deviceLimit = 3;
const [face, stranger] = [drawnFace(1), drawnFace(9)];
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage(), policy: { deviceLimit } });
}, 60_000);
afterAll(() => world.close());

/** A recovery up to its third request, with a good FinishRequest. */
async function third(ann: Enrolled, look: Float32Array) {
  const { recognizeId, client } = ann;
  const keys = await deviceKeys();
  const begun = await begin(world, { recognizeId, ceremony: 'recover', client, keys });
  const evaluateResponse = await send(world, recognizeId, await begun.second(begun.evaluateRequest(look)));
  const { finishRequest } = await begun.session.createFinishRequest(evaluateResponse, begun.sign);
  return begun.third(finishRequest);
}

const devicesOf = ({ recognizeId }: Enrolled) => rowsOf(world, 'devices', 'recognize_id = $1', [recognizeId]);

describe('a run at whose last request', () => {
  it.each<[string, (ann: Enrolled) => Promise<unknown>, string]>([
    [
      'the list is full',
      async (ann) => {
        while ((await devicesOf(ann)).length < deviceLimit) await recovered(world, ann, face());
      },
      'server/device-limit',
    ],
    [
      'its device is gone',
      (ann) => world.fetchAs(ann.recognizeId, 'DELETE', `people/${ann.recognizeId}/devices/${ann.deviceId}`),
      'client-state/revoked',
    ],
    [
      'the person is gone',
      (ann) => world.fetchAs(ann.recognizeId, 'DELETE', `people/${ann.recognizeId}`),
      'ceremony/session-unknown',
    ],
    [
      'its time is over',
      async () => {
        world.clock.now += 601_000;
      },
      'ceremony/session-expired',
    ],
  ])('%s hears so, whatever its face', async (what, change, code) => {
    const answers = [];
    for (const look of [face(), stranger()]) {
      const ann = await enroll(world, `${what} ${answers.length}`, face());
      const { path, message } = await third(ann, look);
      await change(ann);
      answers.push(await post(world, ann.recognizeId, path, message));
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]!.error?.code).toBe(code);
  });
});

it('two that end at once, with room for one: one is bound', async () => {
  const ann = await enroll(world, 'room for one', face());
  await recovered(world, ann, face());
  const runs = [await third(ann, face()), await third(ann, face())];
  const answers = await Promise.all(
    runs.map(({ path, message }) => post(world, ann.recognizeId, path, message)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await devicesOf(ann)).toHaveLength(deviceLimit);
});
