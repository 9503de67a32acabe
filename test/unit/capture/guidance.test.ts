import { describe, expect, it } from 'vitest';
import { hintFor, initialGuidance, updateGuidance } from '../../../src/capture/guidance.ts';
import type { HintName } from '../../../src/events.ts';
import type { QualityIssue } from '../../../src/vision/types.ts';
import { observation } from './support.ts';

const daylight = () => 0.5;

describe('hintFor', () => {
  it('returns good for a frame without issues', () => expect(hintFor(observation(), daylight)).toBe('good'));

  it.each<[QualityIssue, HintName]>([
    ['cut-off', 'center'],
    ['small', 'come-closer'],
    ['dark', 'more-light'],
    ['bright', 'less-light'],
    ['flat', 'even-light'],
    ['noisy', 'more-light'],
    ['blurred', 'clean-lens'],
    ['covered', 'uncover-face'],
    ['yaw', 'turn-to-front'],
    ['pitch', 'turn-to-front'],
    ['roll', 'head-upright'],
  ])('maps the issue %s to %s', (issue, hint) =>
    expect(hintFor(observation({ issues: [issue] }), daylight)).toBe(hint),
  );

  it('uses the first of several issues', () =>
    expect(hintFor(observation({ issues: ['small', 'dark'] }), daylight)).toBe('come-closer'));

  it('distinguishes a frame without a face from a dark one by its luma', () => {
    expect(hintFor(observation({ faces: 0 }), () => 0.13)).toBe('look-here');
    expect(hintFor(observation({ faces: 0 }), () => 0.11)).toBe('more-light');
  });

  it('reports no face, a second face and a face that is too close before any quality issue', () => {
    expect(hintFor(observation({ faces: 0 }), daylight)).toBe('look-here');
    expect(hintFor(observation({ faces: 2, issues: ['dark'] }), daylight)).toBe('one-person');
    expect(hintFor(observation({ faceHeight: 470 }), daylight)).toBe('go-back');
  });
});

describe('updateGuidance', () => {
  /** The hints that become visible for a sequence with one frame every 50 ms. */
  const shownHints = (hints: readonly HintName[]) => {
    const shown: HintName[] = [];
    let state = initialGuidance;
    hints.forEach((hint, i) => {
      const next = updateGuidance(state, hint, i * 50);
      if (next.shown !== state.shown) shown.push(next.shown!);
      state = next;
    });
    return shown;
  };
  const repeat = (count: number, ...hints: HintName[]) => Array.from({ length: count }, () => hints).flat();

  it('shows the first hint immediately', () => expect(shownHints(['more-light'])).toEqual(['more-light']));

  it('does not change while frames alternate', () =>
    expect(shownHints(repeat(40, 'good', 'hold-still'))).toEqual(['good']));

  it('shows a new hint that lasts', () =>
    expect(shownHints([...repeat(20, 'look-here'), ...repeat(20, 'good')])).toEqual(['look-here', 'good']));

  it('keeps a hint long enough to be read', () =>
    expect(
      shownHints([...repeat(2, 'look-here'), ...repeat(8, 'come-closer'), ...repeat(3, 'good')]),
    ).toEqual(['look-here']));
});
