import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import type { Evaluation } from '../../../src/matching/client-session.ts';
import { createMatching } from '../../../src/matching/matching.ts';
import { createInProcessEngine } from '../../support/test-browser.ts';

/** The clock by which FinishRequest leaves, on a clock that the test moves. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const evaluation: Evaluation = {
  finishRequest: new Uint8Array(128),
  pending: { shareId: new Uint8Array(16), share: new Uint8Array(8), orderSeed: new Uint8Array(32) },
};

/** Milliseconds from EvaluateResponse's arrival to the end of `createFinishRequest`, when the evaluation and the storing take so long. */
async function leavesAfter(evaluating: number, storing: number, failing = false): Promise<number> {
  const matching = createMatching(() => ({
    ...createInProcessEngine(),
    prepare: async () => new Uint8Array(0),
    createFinishRequest: async () => {
      await after(evaluating);
      if (failing) throw new RecognizeError('runtime/crashed');
      return evaluation;
    },
  }));
  const match = await matching.prepare({} as Parameters<typeof matching.prepare>[0]);
  const began = performance.now();
  const left = match
    .createFinishRequest(new Uint8Array(0), () => after(storing))
    .then(
      (finishRequest) => expect(finishRequest).toBe(evaluation.finishRequest),
      (error) => expect([failing, error.code]).toEqual([true, 'runtime/crashed']),
    )
    .then(() => performance.now() - began);
  await vi.advanceTimersByTimeAsync(1_000);
  return Math.round(await left);
}

describe('FinishRequest leaves on the clock', () => {
  test.each([
    [0, 0],
    [1, 0],
    [12, 3],
    [60, 39],
    [80, 19],
  ])(
    '100 ms after EvaluateResponse arrived, when evaluating takes %i ms and storing %i',
    async (evaluating, storing) => {
      expect(await leavesAfter(evaluating, storing)).toBe(100);
    },
  );

  test.each([
    [101, 0, 200],
    [120, 30, 200],
    [150, 100, 300],
  ])('on a later tick when %i + %i ms are longer than one', async (evaluating, storing, tick) => {
    expect(await leavesAfter(evaluating, storing)).toBe(tick);
  });

  test('and so does a failure', async () => {
    expect(await leavesAfter(7, 0, true)).toBe(100);
  });
});
