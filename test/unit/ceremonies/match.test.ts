import { afterAll, beforeAll, expect, it } from 'vitest';
import { listDevices } from '../../../src/ceremonies/devices.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createInProcessEngine, createTestBrowser } from '../../support/test-browser.ts';
import { answerWith, attemptsOf, enrollUser, recoverIn } from './support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
let clientState: string;
beforeAll(async () => {
  backend = await createTestBackend();
  ({ clientState } = await enrollUser(backend, 'ann', face));
}, 60_000);
afterAll(() => backend.close());

it('ends with security/assertion-invalid, counts the attempt and removes the pending run when the verdict contradicts the evaluation', async () => {
  const contradictingEngine = () => ({
    ...createInProcessEngine(),
    checkVerdict: () => Promise.reject(new RecognizeError('security/assertion-invalid')),
  });
  const browser = createTestBrowser(backend, 'ann', face, {
    matching: createPrivateMatching(contradictingEngine),
  });
  expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe(
    'security/assertion-invalid',
  );
  expect(await browser.store.readPending('ann')).toEqual([]);
  await listDevices(browser.context, 'ann');
  expect(await browser.store.read('ann')).toBeUndefined();
  expect((await attemptsOf(browser, 'ann')).missed).toHaveLength(1);
});

it('overwrites the embedding when BeginRequest is refused after the capture', async () => {
  const embedding = syntheticFace(1)();
  const browser = createTestBrowser(backend, 'ann', face, {
    capture: async () => embedding,
    intercept: async (call, send) => {
      if (call.operation !== 'begin') return send();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { error: { code: 'server/too-many' } };
    },
  });
  expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('server/too-many');
  expect(embedding.every((value) => value === 0)).toBe(true);
});

it('ends without waiting for the capture when BeginRequest is refused', async () => {
  const browser = createTestBrowser(backend, 'ann', face, {
    capture: () => new Promise<Float32Array>(() => {}),
    intercept: answerWith('begin', { error: { code: 'server/too-many' } }),
  });
  expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('server/too-many');
});
