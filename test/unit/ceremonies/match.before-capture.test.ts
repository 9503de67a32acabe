import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAttempt } from '../../../src/ceremonies/attempt-limit.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { EnrollInput } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import { decodeClientState, encodeClientState } from '../../../src/wire/client-state.ts';
import { captureOf } from '../../support/capture.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import {
  createInProcessEngine,
  createTestBrowser,
  type TestBrowserOptions,
} from '../../support/test-browser.ts';
import { authorizationFor, enrollIn, enrollUser, recoverIn } from './support.ts';

const face = syntheticFace(21);
let backend: TestBackend;
let clientState: string;
beforeAll(async () => {
  backend = await createTestBackend();
  ({ clientState } = await enrollUser(backend, 'uma', face));
}, 60_000);
afterAll(() => backend.close());

/** A browser that notes whether its camera was opened. */
function browserWith(options: TestBrowserOptions) {
  const camera: string[] = [];
  const browser = createTestBrowser(backend, 'uma', face, {
    warmUp: async () => void camera.push('opened'),
    capture: captureOf(() => {
      camera.push('captured');
      return face();
    }),
    ...options,
  });
  return { ...browser, camera };
}

const storeWithoutKeys = () => ({
  ...memoryStore(),
  requireStorable: () => Promise.reject(new RecognizeError('storage/unavailable')),
});
const temporary: Partial<EnrollInput> = { type: 'TEMPORARY', activate: true };

describe('before the camera opens, a run is refused', () => {
  it('when the browser does not store keys: recover, and enroll of a temporary client state', async () => {
    const browser = browserWith({ store: storeWithoutKeys() });
    expect(await errorCodeOf(recoverIn(browser, backend, 'uma', clientState))).toBe('storage/unavailable');
    const authorization = authorizationFor(backend, 'enroll', 'uma', { activate: true });
    const enrolling = enrollIn(browser, backend, 'uma', { ...temporary, authorization });
    expect(await errorCodeOf(enrolling)).toBe('storage/unavailable');
    expect(browser.camera).toEqual([]);
  });

  it('when no attempt is left for the activation of a temporary client state', async () => {
    const browser = browserWith({});
    for (let i = 0; i < 10; i++) await recordAttempt(browser.store, 'uma', backend.clock.now - i);
    expect(await errorCodeOf(enrollIn(browser, backend, 'uma', temporary))).toBe('ceremony/locked');
    expect(browser.camera).toEqual([]);
  });

  it('when the matching worker cannot start: enroll', async () => {
    const missing = () => ({
      ...createInProcessEngine(),
      check: () => Promise.reject(new RecognizeError('assets/not-found')),
    });
    const browser = browserWith({ matching: createPrivateMatching(missing) });
    expect(await errorCodeOf(enrollIn(browser, backend, 'uma'))).toBe('assets/not-found');
    expect(browser.camera).toEqual([]);
  });

  it('when the authorization has expired by the time of the matcher: enroll, recover', async () => {
    const tokens = {
      enroll: await authorizationFor(backend, 'enroll', 'uma')(),
      recover: await authorizationFor(backend, 'recover', 'uma')(),
    };
    const { now } = backend.clock;
    backend.clock.now = now + 3_600_000;
    try {
      // The clock of the device does not matter.
      const browser = browserWith({ now: () => now });
      const enrolling = enrollIn(browser, backend, 'uma', { authorization: tokens.enroll });
      expect(await errorCodeOf(enrolling)).toBe('ceremony/session-expired');
      const recovering = recover(browser.context, {
        recognizeId: 'uma',
        clientState,
        authorization: tokens.recover,
      });
      expect(await errorCodeOf(recovering)).toBe('ceremony/session-expired');
      expect(browser.camera).toEqual([]);
    } finally {
      backend.clock.now = now;
    }
  });

  it('when the share of the client state has another length than the model', async () => {
    const { share, ...state } = decodeClientState(clientState);
    const shorter = encodeClientState({ ...state, share: { ...share, share: share.share.slice(0, 8) } });
    const browser = browserWith({});
    expect(await errorCodeOf(recoverIn(browser, backend, 'uma', shorter))).toBe('client-state/malformed');
    expect([browser.camera, browser.calls]).toEqual([[], []]);
  });
});

it('gives the bound device the visible part of its name', async () => {
  const browser = browserWith({});
  const authorization = authorizationFor(backend, 'recover', 'uma');
  const input = { recognizeId: 'uma', clientState, authorization, deviceName: '\u202e\u200bAnn\u2800' };
  expect((await recover(browser.context, input)).device.name).toBe('Ann');
});
