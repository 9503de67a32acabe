import { describe, expect, it } from 'vitest';
import { type Guidance, guide, hintFor, noGuidance } from '../../../src/capture/guidance.ts';
import { verdict } from '../../../src/capture/verdict.ts';
import type { HintName } from '../../../src/events.ts';
import type { QualityIssue } from '../../../src/vision/types.ts';
import { observation } from './observation.ts';

const day = () => 0.5;

describe('what a frame calls for', () => {
  it('is good when nothing is wrong', () => expect(hintFor(observation(), day)).toBe('good'));

  it.each<[QualityIssue, HintName]>([
    ['cut-off', 'center'],
    ['small', 'come-closer'],
    ['dark', 'more-light'],
    ['bright', 'less-light'],
    ['flat', 'even-light'],
    ['blurred', 'hold-still'],
    ['turned', 'turn-to-front'],
    ['nodded', 'turn-to-front'],
    ['tilted', 'head-upright'],
  ])('%s → %s', (issue, hint) => expect(hintFor(observation({ issues: [issue] }), day)).toBe(hint));

  it('names the worst of several', () =>
    expect(hintFor(observation({ issues: ['small', 'dark'] }), day)).toBe('come-closer'));

  it('tells an empty room from a dark one', () => {
    expect(hintFor(observation({ faces: 0 }), () => 0.13)).toBe('look-here');
    expect(hintFor(observation({ faces: 0 }), () => 0.11)).toBe('more-light');
  });

  it('sees nobody, two people, and one who is too near', () => {
    expect(hintFor(observation({ faces: 0 }), day)).toBe('look-here');
    expect(hintFor(observation({ faces: 2, issues: ['dark'] }), day)).toBe('one-person');
    expect(hintFor(observation({ faceHeight: 470 }), day)).toBe('go-back');
  });
});

describe('what a person is told', () => {
  /** A frame every 50 ms. */
  const told = (hints: readonly HintName[]) => {
    const shown: HintName[] = [];
    let state: Guidance = noGuidance;
    hints.forEach((hint, i) => {
      const after = guide(state, hint, i * 50);
      if (after.shown !== state.shown) shown.push(after.shown!);
      state = after;
    });
    return shown;
  };
  const times = (count: number, ...hints: HintName[]) => Array.from({ length: count }, () => hints).flat();

  it('is the first thing at once', () => expect(told(['more-light'])).toEqual(['more-light']));

  it('does not flicker with frames that disagree', () =>
    expect(told(times(40, 'good', 'hold-still'))).toEqual(['good']));

  it('changes when the new hint lasts', () =>
    expect(told([...times(20, 'look-here'), ...times(20, 'good')])).toEqual(['look-here', 'good']));

  it('stands long enough to be read', () =>
    expect(told([...times(2, 'look-here'), ...times(8, 'come-closer'), ...times(3, 'good')])).toEqual([
      'look-here',
    ]));
});

describe('why a capture came to nothing', () => {
  const of = (seen: Partial<Record<HintName, number>>) =>
    verdict(new Map(Object.entries(seen) as [HintName, number][]));

  it.each([
    [{ 'look-here': 95, good: 5 }, 'capture/no-face'],
    [{}, 'capture/low-quality'],
    [{ 'look-here': 40, 'more-light': 50, good: 10 }, 'capture/too-dark'],
    [{ 'hold-still': 60, 'turn-to-front': 20, good: 20 }, 'capture/low-quality'],
    [{ good: 80, 'hold-still': 20 }, 'capture/timed-out'],
  ])('%o → %s', (seen, code) => expect(of(seen)).toBe(code));
});
