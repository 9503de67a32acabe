import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAttempt, recordMatch, requireAttemptsLeft } from '../../../src/ceremonies/attempt-limit.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import { captureOf } from '../../support/capture.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type Intercept } from '../../support/test-browser.ts';
import { attemptsOf, enrollUser, recoverIn } from './support.ts';

const DAY_MS = 86_400_000;

describe('recordAttempt', () => {
  const codeAt = (store: ReturnType<typeof memoryStore>, now: number) =>
    errorCodeOf(recordAttempt(store, 'ann', now));

  it('[T36] allows ten attempts a day', async () => {
    const store = memoryStore();
    for (let i = 0; i < 10; i++) expect(await codeAt(store, 1000 + i)).toBe('none');
    await expect(recordAttempt(store, 'ann', 2000)).rejects.toMatchObject({
      code: 'ceremony/locked',
      until: 1000 + DAY_MS,
    });
    expect(await errorCodeOf(recordAttempt(store, 'bea', 2000))).toBe('none');
    expect(await codeAt(store, 1000 + DAY_MS)).toBe('none');
    expect(await codeAt(store, 1000 + DAY_MS)).toBe('ceremony/locked');
  });

  it('allows twenty attempts without a match in thirty days', async () => {
    const store = memoryStore();
    for (let i = 0; i < 20; i++) expect(await codeAt(store, i * DAY_MS)).toBe('none');
    expect(await codeAt(store, 20 * DAY_MS)).toBe('ceremony/locked');
    expect(await codeAt(store, 30 * DAY_MS)).toBe('none');
  });

  it('ends the lockout after a day even if the clock was a year ahead', async () => {
    const store = memoryStore();
    for (let i = 0; i < 10; i++) await recordAttempt(store, 'ann', 400 * DAY_MS);
    expect(await codeAt(store, 1000)).toBe('ceremony/locked');
    expect(await codeAt(store, 1001 + DAY_MS)).toBe('none');
  });
});

describe('recordMatch', () => {
  it('[T37] removes this attempt from the unmatched ones, but neither from the attempts of the day nor earlier ones', async () => {
    const store = memoryStore();
    for (let i = 0; i < 19; i++) await recordAttempt(store, 'ann', i * DAY_MS);
    for (let i = 0; i < 9; i++) {
      await recordAttempt(store, 'ann', 19 * DAY_MS + i);
      await recordMatch(store, 'ann', 19 * DAY_MS + i);
    }
    const { sent, missed } = await attemptsOf({ store }, 'ann');
    expect(missed).toHaveLength(19);
    expect(sent.filter((time) => time >= 19 * DAY_MS)).toHaveLength(9);
    expect(await errorCodeOf(recordAttempt(store, 'ann', 19 * DAY_MS + 9))).toBe('none');
    expect(await errorCodeOf(recordAttempt(store, 'ann', 19 * DAY_MS + 10))).toBe('ceremony/locked');
  });
});

describe('requireAttemptsLeft', () => {
  it('checks the limit without counting an attempt', async () => {
    const store = memoryStore();
    for (let i = 0; i < 50; i++) await requireAttemptsLeft(store, 'ann', i);
    for (let i = 0; i < 10; i++) await recordAttempt(store, 'ann', 100);
    expect(await errorCodeOf(requireAttemptsLeft(store, 'ann', 101))).toBe('ceremony/locked');
  });
});

describe('the attempt limit in a recovery', () => {
  const face = syntheticFace(1);
  let backend: TestBackend;
  let clientState: string;
  beforeAll(async () => {
    backend = await createTestBackend();
    ({ clientState } = await enrollUser(backend, 'ann', face));
  }, 60_000);
  afterAll(() => backend.close());

  it('rejects with ceremony/locked before the camera opens', async () => {
    let captures = 0;
    const capture = captureOf(() => {
      captures++;
      return face();
    });
    const browser = createTestBrowser(backend, 'ann', face, { capture });
    for (let i = 0; i < 10; i++) await recordAttempt(browser.store, 'ann', backend.clock.now);
    expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('ceremony/locked');
    expect([captures, browser.calls]).toEqual([0, []]);
  });

  it('counts an attempt without a match until it expires, and does not count a match', async () => {
    const { store } = createTestBrowser(backend, 'ann', face);
    const stranger = createTestBrowser(backend, 'ann', syntheticFace(2), { store });
    expect(await errorCodeOf(recoverIn(stranger, backend, 'ann', clientState))).toBe(
      'ceremony/not-recognized',
    );
    expect((await attemptsOf({ store }, 'ann')).missed).toHaveLength(1);
    await recoverIn(createTestBrowser(backend, 'ann', face, { store }), backend, 'ann', clientState);
    expect((await attemptsOf({ store }, 'ann')).missed).toHaveLength(1);
  });

  it('[T35] counts an attempt that the backend leaves without a verdict like one without a match', async () => {
    const { store } = createTestBrowser(backend, 'ann', face);
    for (const operation of ['evaluate', 'finish']) {
      const intercept: Intercept = async (call, send) => {
        if (call.operation !== operation) return send();
        throw new RecognizeError('host/rejected');
      };
      const browser = createTestBrowser(backend, 'ann', face, { store, intercept });
      expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('host/rejected');
    }
    const { sent, missed } = await attemptsOf({ store }, 'ann');
    expect([sent.length, missed.length]).toEqual([2, 2]);
  });
});
