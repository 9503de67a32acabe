import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { workerName } from '../../../src/release.ts';
import { FakeWorker, installPage } from './support.ts';

const sameOrigin = new URL('https://bank.example/recognize/assets/vision.worker.js');
const crossOrigin = new URL('https://cdn.example/vision.worker.js');
const errorEvent = (message = '') => ({ message }) as ErrorEvent;

let page: ReturnType<typeof installPage>;
let workers: typeof import('../../../src/workers/start-worker.ts');

beforeEach(async () => {
  vi.useFakeTimers();
  page = installPage();
  // The module remembers the blocked URLs of one page.
  vi.resetModules();
  workers = await import('../../../src/workers/start-worker.ts');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('startWorker', () => {
  it('starts a script of the same origin by its URL, with the release in the name', () => {
    workers.startWorker(sameOrigin, 'recognize-vision');
    expect(FakeWorker.started).toMatchObject([
      { url: sameOrigin.href, name: workerName('recognize-vision') },
    ]);
  });

  it('starts a script of another origin by a blob that imports it, and revokes the URL of the blob later', () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL');
    workers.startWorker(crossOrigin, 'recognize-vision');
    expect(FakeWorker.started[0]!.url).toMatch(/^blob:/);
    expect(revoke).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(revoke).toHaveBeenCalledWith(FakeWorker.started[0]!.url);
  });

  it('throws environment/blocked-by-policy with the URL and the reason when the constructor throws', () => {
    vi.stubGlobal('Worker', function Worker() {
      throw new DOMException('no workers here', 'SecurityError');
    });
    expect(() => workers.startWorker(sameOrigin, 'recognize-vision')).toThrow(
      `environment/blocked-by-policy: ${sameOrigin.href}: no workers here`,
    );
  });
});

describe('workerFailure', () => {
  it.each([
    ['a message', errorEvent('boom'), false, 'runtime/crashed'],
    ['no message after a response', errorEvent(), true, 'runtime/crashed'],
    ['no message before the first response', errorEvent(), false, 'assets/not-found'],
  ])('maps an error event with %s to its code', (_case, event, hasResponded, code) => {
    expect(workers.workerFailure(sameOrigin, event, hasResponded).code).toBe(code);
  });

  it.each([
    ['of the same origin', sameOrigin, sameOrigin.href],
    ['of another origin', crossOrigin, 'blob'],
    ['of another origin, with the URL of the blob', crossOrigin, 'blob:https://bank.example/1'],
  ])(
    'returns environment/blocked-by-policy for a script %s that the policy blocked',
    (_case, url, reported) => {
      workers.startWorker(url, 'recognize-vision');
      page.blockWorker(reported);
      const { code, detail } = workers.workerFailure(url, errorEvent(), false);
      expect(code).toBe('environment/blocked-by-policy');
      expect(detail).toContain(url.href);
    },
  );
});
