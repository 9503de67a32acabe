import { beforeAll, describe, expect, it } from 'vitest';
import { ClientSession } from '../../../src/matching/client-session.ts';
import { createBeginResponse } from '../../../src/matching/matcher-session.ts';
import { nodeEcdh } from '../../../src/server/ecdh.ts';
import { systemRandom, xor } from '../../../src/wire/bytes.ts';
import { parseBeginRequest } from '../../../src/wire/messages/begin.ts';
import { plainReport } from '../../support/capture.ts';
import {
  createDeviceKey,
  createSetup,
  type DeviceKey,
  playMatch,
  sessionInput,
} from '../../support/matching/play-match.ts';
import { expectNoCommonBlock, openSession } from './support.ts';

const n = 64;
let device: DeviceKey;
beforeAll(async () => {
  device = await createDeviceKey();
});

it('[T14] accepts one BeginResponse, creates one EvaluateRequest, evaluates one EvaluateResponse, checks one verdict', async () => {
  const setup = createSetup('single use', device);
  const { session, beginResponse, respond } = await openSession(setup);
  expect(() => session.createEvaluateRequest(setup.bits)).toThrow('ceremony/session-spent');
  await session.acceptBeginResponse(beginResponse);
  await expect(session.acceptBeginResponse(beginResponse)).rejects.toThrow('ceremony/session-spent');
  const evaluateRequest = session.createEvaluateRequest(setup.bits);
  expect(() => session.createEvaluateRequest(systemRandom(8))).toThrow('ceremony/session-spent');
  const evaluateResponse = respond(evaluateRequest);
  await session.createFinishRequest(evaluateResponse, plainReport, device.sign);
  await expect(session.createFinishRequest(evaluateResponse, plainReport, device.sign)).rejects.toThrow(
    'ceremony/session-spent',
  );
  session.checkVerdict(true);
  expect(() => session.checkVerdict(true)).toThrow('ceremony/session-spent');
});

describe('[T34] refuses a verdict that contradicts the evaluation with security/assertion-invalid', () => {
  it.each([
    ['no match', 'with K', 0, false],
    ['match', 'without K', n, true],
  ] as const)('%s %s', async (_verdict, _outcome, distance, recognized) => {
    const setup = createSetup('verdict', device);
    const { session, beginResponse, respond } = await openSession(setup);
    await session.acceptBeginResponse(beginResponse);
    const capture = distance === 0 ? setup.bits : xor(setup.bits, new Uint8Array(n / 8).fill(255));
    const evaluateResponse = respond(session.createEvaluateRequest(capture));
    await session.createFinishRequest(evaluateResponse, plainReport, device.sign);
    expect(() => session.checkVerdict(recognized)).toThrow('security/assertion-invalid');
  });
});

it('[T44] refuses a client state whose hash differs from that of the enrollment with client-state/malformed, before a capture', async () => {
  const setup = createSetup('state hash', device);
  const { error, sent } = await playMatch({
    ...setup,
    server: { ...setup.server, stateHash: new Uint8Array(32) },
  });
  expect([error, sent.evaluateRequest]).toEqual(['client-state/malformed', undefined]);
});

it('two matches of one client state share no ρ, s, nonce and x_i', async () => {
  const setup = createSetup('fresh', device);
  const begin = async () => {
    const session = await ClientSession.create(sessionInput(setup));
    const { beginResponse } = await createBeginResponse(
      { ceremonyId: systemRandom(32), stateHash: setup.server.stateHash, challenge: [] },
      nodeEcdh,
    );
    await session.acceptBeginResponse(beginResponse);
    const { nonce, points } = parseBeginRequest(session.beginRequest, n);
    return { nonce, points, evaluateRequest: session.createEvaluateRequest(setup.bits) };
  };
  const [first, second] = [await begin(), await begin()];
  expectNoCommonBlock(first.nonce, second.nonce);
  expectNoCommonBlock(first.points, second.points);
  // c = e xor ρ with the same e, then the commitment to s.
  expectNoCommonBlock(
    first.evaluateRequest.subarray(0, n / 8),
    second.evaluateRequest.subarray(0, n / 8),
    n / 8,
  );
  expectNoCommonBlock(first.evaluateRequest.subarray(n / 8), second.evaluateRequest.subarray(n / 8));
});
