import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callHost, callMatcher } from '../../../src/ceremonies/call-host.ts';
import type { HostCall } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type Intercept } from '../../support/test-browser.ts';
import { countDevices, enrollIn, enrollUser, recoverIn } from './support.ts';

describe('callHost', () => {
  const call: HostCall = { ceremony: 'devices', operation: 'list-devices', method: 'GET', path: 'x' };

  it('resolves with the parsed answer', async () => {
    const host = async () => ({ value: 5 });
    const { signal } = new AbortController();
    expect(await callHost({ host, signal }, call, (response) => response)).toEqual({ value: 5 });
  });

  it('rejects with host/rejected when the host throws', async () => {
    const host = () => Promise.reject(new Error('no session'));
    const { signal } = new AbortController();
    expect(await errorCodeOf(callHost({ host, signal }, call, () => 5))).toBe('host/rejected');
  });

  it('rejects with ceremony/aborted when the signal has aborted before or during the request', async () => {
    const controller = new AbortController();
    const host = async () => {
      controller.abort();
      throw new RecognizeError('host/offline');
    };
    const request = () => errorCodeOf(callHost({ host, signal: controller.signal }, call, () => 5));
    expect(await request()).toBe('ceremony/aborted');
    expect(await request()).toBe('ceremony/aborted');
  });
});

describe('callMatcher', () => {
  const face = syntheticFace(1);
  let backend: TestBackend;
  let clientState: string;
  beforeAll(async () => {
    backend = await createTestBackend();
    ({ clientState } = await enrollUser(backend, 'ann', face));
  }, 60_000);
  afterAll(() => backend.close());

  /** Loses the responses to one operation, and records the bodies of its requests. */
  function loseResponses(operation: string, count: number): { intercept: Intercept; bodies: unknown[] } {
    const bodies: unknown[] = [];
    const intercept: Intercept = async (call, send) => {
      const answer = await send();
      if (call.operation !== operation) return answer;
      bodies.push(call.body);
      if (bodies.length <= count) throw new RecognizeError('host/offline');
      return answer;
    };
    return { intercept, bodies };
  }

  it.each(['evaluate', 'finish'])('repeats a lost %s request with the same bytes', async (operation) => {
    const { intercept, bodies } = loseResponses(operation, 1);
    const before = await countDevices(backend, 'ann');
    const browser = createTestBrowser(backend, 'ann', face, { intercept });
    await recoverIn(browser, backend, 'ann', clientState);
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(await countDevices(backend, 'ann')).toBe(before + 1);
  });

  it('repeats a lost EnrollRequest, which creates one client state', async () => {
    const { intercept, bodies } = loseResponses('begin', 1);
    const before = await countDevices(backend, 'ann');
    const browser = createTestBrowser(backend, 'ann', face, { intercept });
    expect((await enrollIn(browser, backend, 'ann')).clientState).toBeDefined();
    expect([bodies.length, await countDevices(backend, 'ann')]).toEqual([2, before + 1]);
  });

  it('does not repeat a lost BeginRequest, because its token may be used', async () => {
    const { intercept, bodies } = loseResponses('begin', 1);
    const browser = createTestBrowser(backend, 'ann', face, { intercept });
    expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('host/offline');
    expect(bodies).toHaveLength(1);
  });

  it('rejects after three retries, and without a retry for an error that a retry cannot solve', async () => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const request = { ceremony: 'recover', operation: 'evaluate', path: 'x' } as const;
    for (const [code, attempts] of [
      ['host/offline', 4],
      ['server/unavailable', 4],
      ['host/rejected', 1],
    ] as const) {
      const host = vi.fn(() => Promise.reject(new RecognizeError(code)));
      const run = errorCodeOf(callMatcher({ host, signal }, request, {}, new Uint8Array(1), true));
      await vi.advanceTimersByTimeAsync(10_000);
      expect([await run, host.mock.calls.length]).toEqual([code, attempts]);
    }
    vi.useRealTimers();
  });
});
