import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createRecognizeServer,
  type RecognizeServer,
  type RecognizeServerOptions,
} from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, requestAs, type TestBackend } from '../../support/test-backend.ts';
import { enroll } from './support.ts';

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => backend.close());

/** The status of one request to a server with these options. */
async function statusWith(
  options: Partial<RecognizeServerOptions>,
  request = requestAs('ann', 'GET', 'people/ann/devices'),
): Promise<number> {
  const server = await createRecognizeServer({ ...backend.settings, ...options });
  return (await server.fetch(request).finally(() => server.close())).status;
}

const failure = new Error('a fault of the host');

describe('a log', () => {
  it.each([
    [
      'throws',
      () => {
        throw failure;
      },
    ],
    ['rejects', () => Promise.reject(failure)],
    [
      'throws undefined',
      () => {
        throw undefined;
      },
    ],
  ])('that %s does not change the answer', async (_case, log) => {
    const unauthorized = requestAs(undefined, 'GET', 'people/ann/devices');
    expect(await statusWith({ log }, unauthorized)).toBe(401);
    const authorize = () => Promise.reject(failure);
    expect(await statusWith({ log, authorize })).toBe(503);
  });
});

describe('a callback of the host', () => {
  it.each<[string, Partial<RecognizeServerOptions>]>([
    ['authorize that rejects', { authorize: () => Promise.reject(failure) }],
    [
      'authorize that throws',
      {
        authorize: () => {
          throw failure;
        },
      },
    ],
    ['authorize that rejects with undefined', { authorize: () => Promise.reject() }],
  ])('is answered with 503: %s', async (_case, options) => {
    expect(await statusWith(options)).toBe(503);
  });

  it('is answered with 503 when it is now and throws or returns no time, and does not end the process', async () => {
    let now: () => number = Date.now;
    const server = await createRecognizeServer({ ...backend.settings, now: () => now() });
    const path = 'people/ann/devices';
    for (const wrong of [
      () => Number.NaN,
      () => -1,
      () => {
        throw failure;
      },
    ]) {
      now = wrong;
      expect((await server.fetch(requestAs('ann', 'GET', path))).status).toBe(503);
      await expect(server.sweep()).rejects.toThrow();
      await expect(
        server.issueAuthorization({
          recognizeId: 'ann',
          ceremony: 'recover',
          origin: 'https://bank.example',
        }),
      ).rejects.toThrow();
    }
    now = () => Date.now() + 0.5;
    expect((await server.fetch(requestAs('ann', 'GET', path))).status).toBe(200);
    await server.close();
  });
});

describe('a callback of the host that never settles', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const never = () => new Promise<never>(() => {});
  /** The answer after ten seconds, which pass when the callback runs. */
  async function answerTo(
    server: RecognizeServer,
    request: Request,
    called: { readonly started: Promise<unknown> },
  ): Promise<number> {
    const response = server.fetch(request);
    await called.started;
    await vi.advanceTimersByTimeAsync(10_000);
    return (await response).status;
  }
  function neverSettling() {
    let start = () => {};
    const started = new Promise<void>((resolve) => {
      start = resolve;
    });
    const callback = () => {
      start();
      return never();
    };
    return { started, callback };
  }

  it('is given up after ten seconds and named in the log when it is authorize', async () => {
    const called = neverSettling();
    const server = await createRecognizeServer({ ...backend.settings, authorize: called.callback });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    expect(await answerTo(server, requestAs('ann', 'GET', 'people/ann/devices'), called)).toBe(503);
    expect(backend.logged.at(-1)).toMatchObject({
      cause: 'authorize: the callback of the host did not end within 10000 ms',
    });
    await server.close();
  });

  it('ends the transaction when it is onRemoved, so that nothing is erased and the database answers again', async () => {
    const { deviceId } = await enroll(backend, 'ann', syntheticFace(1)());
    const called = neverSettling();
    const server = await createRecognizeServer({ ...backend.settings, onRemoved: called.callback });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const request = requestAs('ann', 'DELETE', `people/ann/devices/${deviceId}`);
    expect(await answerTo(server, request, called)).toBe(503);
    expect(await server.hasDevice('ann', deviceId)).toBe(true);
    await server.close();
  });
});

describe('an aborted request', () => {
  it.each([
    ['the reason of the abort', (signal: AbortSignal) => signal.reason],
    ['an AbortError', () => new DOMException('aborted', 'AbortError')],
  ])('that rejects with %s is not logged', async (_case, reasonOf) => {
    const abort = new AbortController();
    const request = new Request(requestAs('ann', 'GET', 'people/ann/devices'), { signal: abort.signal });
    const logged = backend.logged.length;
    const authorize = async ({ signal }: Request) => {
      abort.abort();
      throw reasonOf(signal);
    };
    await statusWith({ authorize }, request);
    expect(backend.logged).toHaveLength(logged);
  });

  it('that fails for another reason is logged', async () => {
    const abort = new AbortController();
    const request = new Request(requestAs('ann', 'GET', 'people/ann/devices'), { signal: abort.signal });
    const authorize = async () => {
      abort.abort();
      throw failure;
    };
    await statusWith({ authorize }, request);
    expect(backend.logged.at(-1)).toMatchObject({ cause: failure.message });
  });
});
