import { describe, expect, it } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { release, workerName } from '../../../src/release.ts';
import type { WorkerRequest } from '../../../src/workers/messages.ts';
import { serveWorker, type WorkerScope } from '../../../src/workers/serve-worker.ts';

interface Api {
  double(value: number): Promise<number>;
  countTo(end: number): Promise<string>;
  throwError(): Promise<void>;
  makeBuffer(): Promise<ArrayBuffer>;
}

/** Serves the methods, sends one request, and returns the messages of the worker with their transfer lists. */
async function responsesTo(
  request: WorkerRequest,
  name = workerName('test'),
): Promise<[unknown, unknown[]][]> {
  const responses: [unknown, unknown[]][] = [];
  const scope: WorkerScope = {
    name,
    onmessage: null,
    postMessage: (message, transfer) => responses.push([message, transfer]),
  };
  serveWorker<Api, number>(
    scope,
    {
      double: async (value) => 2 * value,
      async countTo(end, onProgress) {
        for (let i = 1; i <= end; i++) onProgress(i);
        return 'done';
      },
      throwError: async () => {
        throw new TypeError('x is undefined');
      },
      makeBuffer: async () => new ArrayBuffer(4),
    },
    (result) => (result instanceof ArrayBuffer ? [result] : []),
  );
  await scope.onmessage?.({ data: request } as MessageEvent);
  return responses;
}

describe('serveWorker', () => {
  it('responds with the id and the result of the method', async () => {
    expect(await responsesTo({ id: 7, method: 'double', args: [21] })).toEqual([[{ id: 7, value: 42 }, []]]);
  });

  it('sends progress messages before the result', async () => {
    const messages = await responsesTo({ id: 1, method: 'countTo', args: [2] });
    expect(messages.map(([message]) => message)).toEqual([
      { id: 1, progress: 1 },
      { id: 1, progress: 2 },
      { id: 1, value: 'done' },
    ]);
  });

  it('transfers what transferablesOf finds in the result', async () => {
    const [[message, transfer]] = (await responsesTo({ id: 1, method: 'makeBuffer', args: [] })) as [
      [{ value: ArrayBuffer }, unknown[]],
    ];
    expect(transfer).toEqual([message.value]);
  });

  it('responds with runtime/crashed in JSON form when a method throws another error', async () => {
    const [[message]] = (await responsesTo({ id: 3, method: 'throwError', args: [] })) as [
      [unknown, unknown],
    ];
    const error = new RecognizeError('runtime/crashed', { detail: 'x is undefined' });
    expect(message).toEqual({ id: 3, error: error.toJSON() });
  });

  it('responds with assets/version-mismatch to a page of another release', async () => {
    const [[message]] = (await responsesTo({ id: 1, method: 'double', args: [1] }, 'test 0.0.9')) as [
      [unknown, unknown],
    ];
    expect(message).toMatchObject({
      error: { code: 'assets/version-mismatch', detail: `script 0.0.9, assets ${release}` },
    });
  });
});
