import { expect, it } from 'vitest';
import { failureOf } from '../../../src/capture/failure-code.ts';
import type { HintName } from '../../../src/events.ts';

it.each<[Partial<Record<HintName, number>>, string, HintName | undefined]>([
  [{ 'look-here': 95, good: 5 }, 'capture/no-face', 'look-here'],
  [{}, 'capture/low-quality', undefined],
  [{ 'look-here': 40, 'more-light': 50, good: 10 }, 'capture/too-dark', 'more-light'],
  [{ 'turn-camera': 60, 'look-here': 40 }, 'capture/no-face', 'turn-camera'],
  [{ 'clean-lens': 45, 'turn-to-front': 15, good: 40 }, 'capture/low-quality', 'clean-lens'],
  [{ 'one-person': 60, good: 40 }, 'capture/several-people', 'one-person'],
  [{ good: 80, 'head-upright': 20 }, 'capture/timed-out', undefined],
])('returns for the times %o the code %s and the hint %s', (shownMs, code, hint) => {
  const failure = failureOf(new Map(Object.entries(shownMs) as [HintName, number][]));
  expect(failure).toEqual(hint === undefined ? { code } : { code, hint });
});
