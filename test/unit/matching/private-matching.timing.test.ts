import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import type { MatchInput } from '../../../src/matching/client-protocol.ts';
import type { CreatedFinishRequest } from '../../../src/matching/client-session.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import { plainReport } from '../../support/capture.ts';
import { createInProcessEngine } from '../../support/test-browser.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const created: CreatedFinishRequest = {
  finishRequest: new Uint8Array(128),
  pendingShare: { shareId: new Uint8Array(16), share: new Uint8Array(8), orderSeed: new Uint8Array(32) },
};

/** Milliseconds until `createFinishRequest` settles, when evaluating and storing the share take these times. */
async function settlesAfter(evaluatingMs: number, storingMs: number, fails = false): Promise<number> {
  const matching = createPrivateMatching(() => ({
    ...createInProcessEngine(),
    prepare: async () => new Uint8Array(0),
    createFinishRequest: async () => {
      await sleep(evaluatingMs);
      if (fails) throw new RecognizeError('runtime/crashed');
      return created;
    },
  }));
  const match = await matching.prepare({} as MatchInput);
  const started = performance.now();
  const duration = match
    .createFinishRequest(new Uint8Array(0), plainReport, () => sleep(storingMs))
    .then(
      (finishRequest) => expect(finishRequest).toBe(created.finishRequest),
      (error) => expect([fails, error.code]).toEqual([true, 'runtime/crashed']),
    )
    .then(() => performance.now() - started);
  await vi.advanceTimersByTimeAsync(1_000);
  return Math.round(await duration);
}

describe('createFinishRequest', () => {
  it.each([
    [0, 0],
    [1, 0],
    [12, 3],
    [60, 39],
    [80, 19],
  ])(
    '[T32] resolves 100 ms after EvaluateResponse arrived, when evaluating takes %i ms and storing %i ms',
    async (evaluatingMs, storingMs) => {
      expect(await settlesAfter(evaluatingMs, storingMs)).toBe(100);
    },
  );

  it.each([
    [101, 0, 200],
    [120, 30, 200],
    [150, 100, 300],
  ])(
    'resolves at the next multiple of 100 ms after %i + %i ms',
    async (evaluatingMs, storingMs, expected) => {
      expect(await settlesAfter(evaluatingMs, storingMs)).toBe(expected);
    },
  );

  it('[T33] rejects at the same time when the evaluation fails', async () => {
    expect(await settlesAfter(7, 0, true)).toBe(100);
  });
});
