import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requireChallenge } from '../../../src/ceremonies/liveness.ts';
import type { CaptureRequest, CeremonyContext } from '../../../src/ceremonies/types.ts';
import { noCaptureFlags } from '../../../src/wire/capture-report.ts';
import { livenessLevels, type Movement } from '../../../src/wire/liveness.ts';
import { errorCodeOf, errorOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type TestBrowserOptions } from '../../support/test-browser.ts';
import {
  authenticateIn,
  authorizationFor,
  countDevices,
  crashPageAt,
  enrollIn,
  enrollUser,
  recoverIn,
} from './support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
let clientState: string;
beforeAll(async () => {
  backend = await createTestBackend();
  ({ clientState } = await enrollUser(backend, 'ann', face));
}, 60_000);
// A new slot, and no failures of the test before.
beforeEach(() => {
  backend.clock.now += 700_000;
});
afterAll(() => backend.close());

interface Captured {
  readonly level: CaptureRequest['level'];
  readonly challenge: readonly Movement[] | undefined;
}

/** A browser that notes what each capture was asked for. @param flags of its captures */
function openBrowser(options: TestBrowserOptions = {}, flags = noCaptureFlags) {
  const captures: Captured[] = [];
  const capture: CeremonyContext['capture'] = async ({ level, challenge }) => {
    captures.push({ level, challenge: await challenge });
    return { embedding: face(), liveness: level, flags };
  };
  return { ...createTestBrowser(backend, 'ann', face, { capture, ...options }), captures };
}

const boundBrowser = async () => {
  const browser = openBrowser();
  await recoverIn(browser, backend, 'ann', clientState);
  browser.captures.length = 0;
  return browser;
};

describe('the level and the challenge of a capture', () => {
  it('without a claim: active with three movements for enrollments and recoveries, passive for authentications', async () => {
    const browser = openBrowser();
    await enrollIn(browser, backend, 'ann');
    await recoverIn(browser, backend, 'ann', clientState);
    await authenticateIn(browser, backend, 'ann');
    expect(browser.captures.map(({ level }) => level)).toEqual(['active', 'active', 'passive']);
    expect(browser.captures.map(({ challenge }) => challenge?.length)).toEqual([3, 3, undefined]);
  });

  it.each(livenessLevels)('with the claim %s', async (liveness) => {
    const browser = await boundBrowser();
    const authorization = (ceremony: 'enroll' | 'authenticate') =>
      authorizationFor(backend, ceremony, 'ann', { liveness });
    await enrollIn(browser, backend, 'ann', { authorization: authorization('enroll') });
    await authenticateIn(browser, backend, 'ann', { authorization: authorization('authenticate') });
    expect(browser.captures.map(({ level }) => level)).toEqual([liveness, liveness]);
  });

  it('is the higher one that the page wants, and the assertion carries it', async () => {
    const { store } = await boundBrowser();
    const browser = openBrowser({ store, liveness: 'active' });
    const { assertion } = await authenticateIn(browser, backend, 'ann');
    expect(browser.captures).toEqual([{ level: 'active', challenge: expect.any(Array) }]);
    expect(decodeJwt(assertion).liveness).toBe('active');
  });

  it('of an activation is the one of its enrollment', async () => {
    const browser = openBrowser();
    const authorization = authorizationFor(backend, 'enroll', 'ann', { liveness: 'passive', activate: true });
    await enrollIn(browser, backend, 'ann', { authorization, activate: true });
    expect(browser.captures.map(({ level }) => level)).toEqual(['passive', 'passive']);
  });
});

it('the assertion carries the flags of the capture', async () => {
  const browser = openBrowser({}, { ...noCaptureFlags, virtualCamera: true, constantIntervals: true });
  const { assertion } = await recoverIn(browser, backend, 'ann', clientState);
  expect(decodeJwt(assertion).capture).toEqual({
    virtual_camera: true,
    repeated_frames: false,
    no_sensor_noise: false,
    constant_intervals: true,
    camera_changed: false,
  });
});

it('an enrollment that would be refused is refused before the camera opens', async () => {
  const authorization = await authorizationFor(backend, 'enroll', 'ann')();
  await enrollIn(openBrowser(), backend, 'ann', { authorization });
  const browser = openBrowser();
  expect(await errorCodeOf(enrollIn(browser, backend, 'ann', { authorization }))).toBe('server/unauthorized');
  expect(browser.captures).toEqual([]);
  expect(browser.calls.map(({ operation }) => operation)).toEqual(['configuration', 'challenge']);
});

it('a reloaded page gets the same challenge', async () => {
  const challenges = [];
  for (let i = 0; i < 3; i++) {
    const browser = openBrowser({ intercept: crashPageAt('evaluate', 'before') });
    await errorCodeOf(recoverIn(browser, backend, 'ann', clientState));
    challenges.push(browser.captures[0]!.challenge!.join());
  }
  expect(new Set(challenges).size).toBe(1);
});

it('a reload in the same slot does not use up the ten challenges of a day', async () => {
  for (let i = 0; i < 12; i++) {
    const browser = openBrowser({ intercept: crashPageAt('begin', 'after') });
    expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('host/rejected');
  }
});

it('requireChallenge throws security/envelope-invalid for a response without the challenge that the level needs', () => {
  expect(() => requireChallenge([], 'active')).toThrow('security/envelope-invalid: challenge: missing');
  for (const level of ['off', 'passive'] as const) expect(() => requireChallenge([], level)).not.toThrow();
  expect(() => requireChallenge(['up', 'left', 'closer'], 'active')).not.toThrow();
});

describe('what a browser has stored with version 1, which knew no level', () => {
  it('a record authenticates', async () => {
    const browser = await boundBrowser();
    const { recognizeId, device, modelId, share, keys } = (await browser.store.read('ann'))!;
    await browser.store.commit({ recognizeId, device, modelId, share, keys });
    await authenticateIn(browser, backend, 'ann');
    expect(browser.captures).toHaveLength(1);
  });

  it('a pending run whose response was lost becomes the record of this browser', async () => {
    const browser = openBrowser({ intercept: crashPageAt('finish', 'after') });
    const before = await countDevices(backend, 'ann');
    expect((await errorOf(recoverIn(browser, backend, 'ann', clientState)))?.code).toBe('host/rejected');
    const [pending] = await browser.store.readPending('ann');
    expect(Object.keys(pending!).sort()).toEqual([
      'ceremony',
      'created',
      'keys',
      'modelId',
      'recognizeId',
      'share',
      'thumbprint',
    ]);
    const reopened = openBrowser({ store: browser.store });
    await authenticateIn(reopened, backend, 'ann');
    expect(await countDevices(backend, 'ann')).toBe(before + 1);
  });
});
