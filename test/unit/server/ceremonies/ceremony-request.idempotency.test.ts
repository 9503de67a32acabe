import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeEvaluateRequest, parseEvaluateRequest } from '../../../../src/wire/messages/evaluate.ts';
import { parseFinishResponse } from '../../../../src/wire/messages/finish.ts';
import { plainReport } from '../../../support/capture.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { failuresOf, refusalOf, rowsOf } from '../backend.support.ts';
import {
  beginCeremony,
  createDeviceKeys,
  enroll,
  post,
  prepareFinish,
  type SealedRequest,
  send,
} from '../support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

const ten = Array.from({ length: 10 }, (_, index) => index);
const spent = { code: 'ceremony/session-spent', status: 409 };

async function enrollOptions() {
  const { clientShare, deviceId } = await enroll(backend, 'ann', face());
  const keys = await createDeviceKeys();
  return { options: { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const, deviceId };
}

/** Status and body or code, to compare responses. */
async function responseTo({ path, message }: SealedRequest): Promise<string> {
  const { status, body, error } = await post(backend, 'ann', path, message);
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
      if (index % 3 === 0) await backend.restart();
      responses.add(await responseTo(request));
    }
    return responses;
  },
};

describe('the same bytes', () => {
  it.each(Object.entries(repeats))(
    '[T64] ten times %s get one response and have one effect',
    async (_mode, repeat) => {
      const { options, deviceId } = await enrollOptions();
      const begun = await beginCeremony(backend, options);
      const devicesBefore = await rowsOf(backend, 'devices');

      const evaluateRequest = await begun.sealEvaluate(begun.createEvaluateRequest(face()));
      expect((await repeat(evaluateRequest)).size).toBe(1);
      expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 1, sinceSuccess: 1 });

      const evaluateResponse = await send(backend, 'ann', evaluateRequest);
      const { finishRequest } = await begun.session.createFinishRequest(
        evaluateResponse,
        plainReport,
        begun.sign,
      );
      const sealedFinish = await begun.sealFinish(finishRequest);
      expect((await repeat(sealedFinish)).size).toBe(1);
      expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 0, sinceSuccess: 0 });
      expect(await rowsOf(backend, 'devices')).toHaveLength(devicesBefore.length + 1);

      // EvaluateResponse was deleted: the browser had received it.
      expect(await responseTo(evaluateRequest)).toBe('409 ceremony/session-spent');
      expect(parseFinishResponse(await send(backend, 'ann', sealedFinish)).recognized).toBe(true);
    },
  );
});

describe('other bytes', () => {
  it('get session-spent for a second EvaluateRequest, also for the same one sealed again', async () => {
    // Two responses to one batch of transfers would reveal the server share.
    const { options, deviceId } = await enrollOptions();
    const begun = await beginCeremony(backend, options);
    const evaluateRequest = begun.createEvaluateRequest(face());
    await send(backend, 'ann', await begun.sealEvaluate(evaluateRequest));
    const { choices, secretCommitment } = parseEvaluateRequest(evaluateRequest, 256);
    const flipped = choices.map((byte) => byte ^ 255);
    const other = encodeEvaluateRequest(256, { choices: flipped, secretCommitment });
    for (const body of [evaluateRequest, other])
      expect(await refusalOf(send(backend, 'ann', await begun.sealEvaluate(body)))).toEqual(spent);
    expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 1, sinceSuccess: 1 });
  });

  it('[T13] get one EvaluateResponse for ten different parallel EvaluateRequests', async () => {
    const { options, deviceId } = await enrollOptions();
    const begun = await beginCeremony(backend, options);
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
    const accepted = responses.findIndex((response) => response.startsWith('200 '));
    expect(await responseTo(requests[accepted]!)).toBe(responses[accepted]);
    expect(await failuresOf(backend, deviceId)).toEqual({ inYear: 1, sinceSuccess: 1 });
  });

  it.each([
    ['match', face],
    ['mismatch', syntheticFace(9)],
  ])('get session-spent for a second FinishRequest after a %s', async (_case, visibleFace) => {
    const { options } = await enrollOptions();
    const { request, finishRequest, sealFinish } = await prepareFinish(backend, options, visibleFace());
    await send(backend, 'ann', request);
    expect(await refusalOf(send(backend, 'ann', await sealFinish(finishRequest)))).toEqual(spent);
  });
});
