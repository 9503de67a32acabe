import { expect, it } from 'vitest';
import { failureCode } from '../../../src/capture/failure-code.ts';
import type { HintName } from '../../../src/events.ts';

it.each<[Partial<Record<HintName, number>>, string]>([
  [{ 'look-here': 95, good: 5 }, 'capture/no-face'],
  [{}, 'capture/low-quality'],
  [{ 'look-here': 40, 'more-light': 50, good: 10 }, 'capture/too-dark'],
  [{ 'hold-still': 60, 'turn-to-front': 20, good: 20 }, 'capture/low-quality'],
  [{ 'one-person': 60, good: 40 }, 'capture/several-people'],
  [{ good: 80, 'hold-still': 20 }, 'capture/timed-out'],
])('returns for the frame counts %o the code %s', (hintCounts, code) => {
  expect(failureCode(new Map(Object.entries(hintCounts) as [HintName, number][]))).toBe(code);
});
