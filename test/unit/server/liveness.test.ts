import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuthorizationRequest } from '../../../src/server/index.ts';
import { type CaptureReport, noCaptureFlags } from '../../../src/wire/capture-report.ts';
import { type LivenessLevel, livenessLevels } from '../../../src/wire/liveness.ts';
import { encodeChallengeRequest } from '../../../src/wire/messages/challenge.ts';
import { parseEnrollResponse } from '../../../src/wire/messages/enroll.ts';
import {
  encodeFinishRequest,
  parseFinishRequest,
  parseFinishResponse,
} from '../../../src/wire/messages/finish.ts';
import { readAuthorization } from '../../../src/wire/tokens.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { failuresOf, refusalOf, rowsOf } from './backend.support.ts';
import {
  type BoundBrowser,
  beginCeremony,
  bindBrowser,
  createDeviceKeys,
  type Enrollment,
  enroll,
  prepareCeremony,
  prepareEnrollment,
  prepareFinish,
  runCeremony,
  sealRequest,
  send,
} from './support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
let enrollment: Enrollment;
let browser: BoundBrowser;
let keys: CryptoKeyPair;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage(), policy: { challengesPerDay: 1_000 } });
  enrollment = await enroll(backend, 'ann', face());
  browser = await bindBrowser(backend, enrollment, face());
  keys = await createDeviceKeys();
});
// Expires the ceremonies that the test before has left open, and its failures.
beforeEach(() => {
  backend.clock.now += 700_000;
});
afterAll(() => backend.close());

const reportOf = (liveness: LivenessLevel, flags = {}): CaptureReport => ({
  liveness,
  flags: { ...noCaptureFlags, ...flags },
});
const recovery = (claims: Partial<AuthorizationRequest>, report: CaptureReport) =>
  ({
    recognizeId: 'ann',
    ceremony: 'recover',
    clientShare: enrollment.clientShare,
    keys,
    claims,
    report,
  }) as const;
/** The claim is missing in a token with `undefined`. */
const requiring = (liveness: LivenessLevel | undefined) => ({ liveness }) as Partial<AuthorizationRequest>;
const levels = [...livenessLevels, undefined];
const order = (level: LivenessLevel) => livenessLevels.indexOf(level);

describe('[T97] a request with a level below the one of the authorization is refused with server/forbidden', () => {
  const cases = levels.flatMap((required) => livenessLevels.map((level) => [required, level] as const));

  it.each(cases)('a recovery that requires %s, with the level %s', async (liveness, level) => {
    const code = order(level) < order(liveness ?? 'active') ? 'server/forbidden' : 'none';
    expect(
      await refusalOf(beginCeremony(backend, recovery(requiring(liveness), reportOf(level)))),
    ).toMatchObject({
      code,
    });
  });

  it.each(cases)('an authentication that requires %s, with the level %s', async (liveness, level) => {
    const options = {
      ...browser,
      ceremony: 'authenticate',
      claims: requiring(liveness),
      report: reportOf(level),
    } as const;
    const code = order(level) < order(liveness ?? 'passive') ? 'server/forbidden' : 'none';
    expect(await refusalOf(beginCeremony(backend, options))).toMatchObject({ code });
  });

  it.each(cases.filter(([, level]) => level !== 'active'))(
    'an enrollment that requires %s, with the level %s',
    async (liveness, level) => {
      const code = order(level) < order(liveness ?? 'active') ? 'server/forbidden' : 'none';
      const options = { claims: requiring(liveness), fields: { report: reportOf(level) } };
      expect(await refusalOf(enroll(backend, 'bea', face(), options))).toMatchObject({ code });
    },
  );
});

it('a refused level uses neither the authorization nor an attempt', async () => {
  const token = await backend.token({ recognizeId: 'ann', ceremony: 'recover' });
  const options = { ...recovery({}, reportOf('off')), token };
  expect(await refusalOf(beginCeremony(backend, options))).toMatchObject({ code: 'server/forbidden' });
  expect(await failuresOf(backend, enrollment.deviceId)).toMatchObject({ sinceSuccess: 0 });
  expect(await refusalOf(beginCeremony(backend, { ...options, report: reportOf('active') }))).toMatchObject({
    code: 'none',
  });
});

it.each(livenessLevels)('BeginResponse brings a challenge only for the level active: %s', async (level) => {
  const { challenge } = await beginCeremony(backend, recovery({ liveness: 'off' }, reportOf(level)));
  expect(challenge).toHaveLength(level === 'active' ? 3 : 0);
});

it('a second BeginRequest in the same slot gets the same challenge, and the one after an attempt another number', async () => {
  const options = recovery({}, reportOf('active'));
  const [first, second] = [await beginCeremony(backend, options), await beginCeremony(backend, options)];
  expect(second.challenge).toEqual(first.challenge);
  const rows = () =>
    rowsOf<{ attempts: number }>(backend, 'challenges', 'recognize_id = $1 and issued = $2', [
      'ann',
      backend.clock.now,
    ]);
  await send(backend, 'ann', await first.sealEvaluate(first.createEvaluateRequest(face())));
  await beginCeremony(backend, options);
  expect((await rows()).map(({ attempts }) => attempts).sort()).toEqual([0, 0, 1]);
});

describe('[T98] a FinishRequest with another report than the one that was begun and signed is refused', () => {
  it.each(
    livenessLevels.flatMap((begun) =>
      livenessLevels.filter((level) => level !== begun).map((level) => [begun, level] as const),
    ),
  )('begun with %s, finished with %s: server/forbidden, nothing is bound', async (begun, level) => {
    const devices = () => rowsOf(backend, 'devices', "recognize_id = 'ann'");
    const before = await devices();
    const ceremony = await beginCeremony(backend, recovery({ liveness: 'off' }, reportOf(begun)));
    const evaluateResponse = await send(
      backend,
      'ann',
      await ceremony.sealEvaluate(ceremony.createEvaluateRequest(face())),
    );
    const { finishRequest } = await ceremony.session.createFinishRequest(
      evaluateResponse,
      reportOf(level),
      ceremony.sign,
    );
    expect(await refusalOf(send(backend, 'ann', await ceremony.sealFinish(finishRequest)))).toEqual({
      code: 'server/forbidden',
      status: 403,
    });
    expect(await devices()).toHaveLength(before.length);
  });

  it('with a flag that was changed after the signature: no match', async () => {
    const ceremony = await prepareFinish(
      backend,
      recovery({}, reportOf('active', { virtualCamera: true })),
      face(),
    );
    const changed = { ...parseFinishRequest(ceremony.finishRequest), report: reportOf('active') };
    const response = await send(backend, 'ann', await ceremony.sealFinish(encodeFinishRequest(changed)));
    expect(parseFinishResponse(response).recognized).toBe(false);
  });
});

describe('the assertion carries the level and the capture flags', () => {
  const capture = {
    virtual_camera: true,
    repeated_frames: false,
    no_sensor_noise: true,
    constant_intervals: false,
    camera_changed: false,
  };
  const report = (level: LivenessLevel) => reportOf(level, { virtualCamera: true, noSensorNoise: true });

  it('of a recovery, and the verify helper returns them', async () => {
    const { finishResponse } = await runCeremony(backend, recovery({}, report('active')), face());
    const { assertion } = finishResponse as { assertion: string };
    const claims = await backend.server.verifyAssertion(assertion, {
      recognizeId: 'ann',
      ceremony: 'recover',
    });
    expect([claims.liveness, claims.capture]).toEqual(['active', capture]);
  });

  it('of an enrollment', async () => {
    const { response } = await enroll(backend, 'cyn', face(), { fields: { report: report('passive') } });
    expect(decodeJwt(response.assertion)).toMatchObject({ liveness: 'passive', capture });
  });
});

it.each(livenessLevels)(
  'the activation token of an enrollment that requires %s requires it too',
  async (liveness) => {
    const token = await backend.token({ recognizeId: 'dan', ceremony: 'enroll', liveness, activate: true });
    const fields = { token, report: reportOf(liveness) };
    if (liveness === 'active') {
      const body = encodeChallengeRequest({ liveness, token });
      await send(backend, 'dan', await sealRequest(backend, 0, 'dan', 'challenges', body));
    }
    const { request } = await prepareEnrollment(backend, 'dan', face(), { fields });
    const { activationToken } = parseEnrollResponse(await send(backend, 'dan', request));
    expect(readAuthorization(activationToken).liveness).toBe(liveness);
  },
);

describe('[T104] a page of protocol version 1 gets assets/version-mismatch instead of a run without the check', () => {
  it('for its BeginRequest, and its authorization stays valid', async () => {
    const { sealBegin, beginRequest } = await prepareCeremony(backend, recovery({}, reportOf('active')));
    // Version 1 had no level, in the byte before the points.
    const version1 = new Uint8Array([1, ...beginRequest.slice(1, 2164), ...beginRequest.slice(2165)]);
    expect(await refusalOf(send(backend, 'ann', await sealBegin(version1)))).toEqual({
      code: 'assets/version-mismatch',
      status: 400,
    });
    expect(await refusalOf(send(backend, 'ann', await sealBegin(beginRequest)))).toMatchObject({
      code: 'none',
    });
  });

  it('for the FinishRequest of a run that began before the backend was updated', async () => {
    const { sealFinish, finishRequest } = await prepareFinish(
      backend,
      recovery({}, reportOf('active')),
      face(),
    );
    const version1 = new Uint8Array([...finishRequest.slice(0, 64), ...finishRequest.slice(66)]);
    expect(await refusalOf(send(backend, 'ann', await sealFinish(version1)))).toMatchObject({
      code: 'assets/version-mismatch',
    });
  });
});

it('locks the recoveries of a share pair after ten challenges in a day, and not those without a challenge', async () => {
  const limited = await createTestBackend();
  const { clientShare } = await enroll(limited, 'eva', face());
  const begin = (level: LivenessLevel) => {
    const options = { ...recovery({ liveness: 'off' }, reportOf(level)), recognizeId: 'eva', clientShare };
    return refusalOf(beginCeremony(limited, options));
  };
  for (let i = 0; i < 10; i++) {
    expect(await begin('active')).toMatchObject({ code: 'none' });
    limited.clock.now += 700_000;
  }
  expect(await begin('active')).toMatchObject({ code: 'ceremony/locked', status: 423 });
  expect(await begin('passive')).toMatchObject({ code: 'none' });
  await limited.close();
});
