import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeEvaluateRequest, parseEvaluateRequest } from '../../../../src/wire/messages/evaluate.ts';
import { parseFinishResponse } from '../../../../src/wire/messages/finish.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import {
  beginCeremony,
  createDeviceKeys,
  enroll,
  failuresOf,
  post,
  prepareFinish,
  refusalOf,
  rowsOf,
  type SealedRequest,
  send,
} from '../support.ts';

const face = syntheticFace(1);
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

const ten = Array.from({ length: 10 }, (_, index) => index);
const spent = { code: 'ceremony/session-spent', status: 409 };

async function enrollOptions() {
  const { clientShare, deviceId } = await enroll(world, 'ann', face());
  const keys = await createDeviceKeys();
  return { options: { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const, deviceId };
}

/** Status and body or code, to compare responses. */
async function responseTo({ path, message }: SealedRequest): Promise<string> {
  const { status, body, error } = await post(world, 'ann', path, message);
  return `${status} ${body ?? error?.code}`;
}

const repeats: Record<string, (request: SealedRequest) => Promise<Set<string>>> = {
  'in a row': async (request) => {
    const responses = new Set<string>();
    for (const _ of ten) responses.add(await responseTo(request));
    return responses;
  },
  'in parallel': async (request) => new Set(await Promise.all(ten.map(() => responseTo(request)))),
  'with restarts': async (request) => {
    const responses = new Set<string>();
    for (const index of ten) {
      if (index % 3 === 0) await world.restart();
      responses.add(await responseTo(request));
    }
    return responses;
  },
};

describe('the same bytes', () => {
  it.each(Object.entries(repeats))(
    'ten times %s get one response and have one effect',
    async (_mode, repeat) => {
      const { options, deviceId } = await enrollOptions();
      const begun = await beginCeremony(world, options);
      const devicesBefore = await rowsOf(world, 'devices');

      const evaluateRequest = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
      expect((await repeat(evaluateRequest)).size).toBe(1);
      expect(await failuresOf(world, deviceId)).toEqual({ inLifetime: 1, sinceSuccess: 1 });

      const evaluateResponse = await send(world, 'ann', evaluateRequest);
      const { finishRequest } = await begun.session.createFinishRequest(evaluateResponse, begun.sign);
      const sealedFinish = await begun.sealFinish(finishRequest);
      expect((await repeat(sealedFinish)).size).toBe(1);
      expect(await failuresOf(world, deviceId)).toEqual({ inLifetime: 0, sinceSuccess: 0 });
      expect(await rowsOf(world, 'devices')).toHaveLength(devicesBefore.length + 1);

      expect(await responseTo(evaluateRequest)).toMatch(/^200 /);
      expect(parseFinishResponse(await send(world, 'ann', sealedFinish)).recognized).toBe(true);
    },
  );
});

describe('other bytes', () => {
  it('get session-spent for a second EvaluateRequest, also for the same one sealed again', async () => {
    // Two responses to one batch of transfers would reveal the server share.
    const { options, deviceId } = await enrollOptions();
    const begun = await beginCeremony(world, options);
    const evaluateRequest = begun.createEvaluateRequest(face());
    await send(world, 'ann', await begun.sealEvaluate(evaluateRequest));
    const { choices, secretCommitment } = parseEvaluateRequest(evaluateRequest, 256);
    const flipped = choices.map((byte) => byte ^ 255);
    const other = encodeEvaluateRequest(256, { choices: flipped, secretCommitment });
    for (const body of [evaluateRequest, other])
      expect(await refusalOf(send(world, 'ann', await begun.sealEvaluate(body)))).toEqual(spent);
    expect(await failuresOf(world, deviceId)).toEqual({ inLifetime: 1, sinceSuccess: 1 });
  });

  it('get one EvaluateResponse for ten different parallel EvaluateRequests', async () => {
    const { options, deviceId } = await enrollOptions();
    const begun = await beginCeremony(world, options);
    const { choices, secretCommitment } = parseEvaluateRequest(begun.createEvaluateRequest(face()), 256);
    const requests = await Promise.all(
      ten.map((mask) => {
        const masked = choices.map((byte) => byte ^ mask);
        return begun.sealEvaluate(encodeEvaluateRequest(256, { choices: masked, secretCommitment }));
      }),
    );
    const responses = await Promise.all(requests.map(responseTo));
    expect(responses.filter((response) => response.startsWith('200 '))).toHaveLength(1);
    expect(responses.filter((response) => response === '409 ceremony/session-spent')).toHaveLength(9);
    const answered = responses.findIndex((response) => response.startsWith('200 '));
    expect(await responseTo(requests[answered]!)).toBe(responses[answered]);
    expect(await failuresOf(world, deviceId)).toEqual({ inLifetime: 1, sinceSuccess: 1 });
  });

  it.each([
    ['match', face],
    ['mismatch', syntheticFace(9)],
  ])('get session-spent for a second FinishRequest after a %s', async (_case, visibleFace) => {
    const { options } = await enrollOptions();
    const { request, finishRequest, sealFinish } = await prepareFinish(world, options, visibleFace());
    await send(world, 'ann', request);
    expect(await refusalOf(send(world, 'ann', await sealFinish(finishRequest)))).toEqual(spent);
  });
});
