import { describe, expect, it } from 'vitest';
import { hintFor, initialGuidance, updateGuidance } from '../../../src/capture/guidance.ts';
import type { HintName } from '../../../src/events.ts';
import type { Observation, PictureMeasures, QualityIssue } from '../../../src/vision/types.ts';
import { observation } from './support.ts';

const options = { mirrored: true, tolerance: 'none' } as const;
const hintOf = (seen: Observation) => hintFor(seen, options);
const picture = (measures: Partial<PictureMeasures>) => ({
  picture: { luma: 0.5, variation: 0.1, unchanged: false, ...measures },
});
const noFace = observation({ faces: 0 });

describe('hintFor', () => {
  it('returns good for a frame without issues', () => expect(hintOf(observation())).toBe('good'));

  it.each<[QualityIssue, HintName]>([
    ['cut-off', 'go-back'],
    ['small', 'come-closer'],
    ['dark', 'more-light'],
    ['bright', 'less-light'],
    ['backlit', 'light-behind'],
    ['flat', 'even-light'],
    ['noisy', 'more-light'],
    ['blurred', 'clean-lens'],
    ['covered', 'uncover-face'],
    ['yaw', 'turn-to-front'],
    ['pitch', 'turn-to-front'],
    ['roll', 'head-upright'],
  ])('maps the issue %s to %s', (issue, hint) => expect(hintOf(observation({ issues: [issue] }))).toBe(hint));

  it('uses the first of several issues', () =>
    expect(hintOf(observation({ issues: ['small', 'dark'] }))).toBe('come-closer'));

  it('returns less-light for a face that too much light has made flat', () =>
    expect(hintOf(observation({ issues: ['flat'], quality: { exposure: 0.8 } }))).toBe('less-light'));

  it.each<[string, Partial<PictureMeasures>, HintName]>([
    ['an ordinary picture', {}, 'look-here'],
    ['a dark one', { luma: 0.11 }, 'more-light'],
    ['a glaring one', { luma: 0.9 }, 'less-light'],
    ['one that lies on its side', { missed: 'turned' }, 'turn-camera'],
    ['one of a distant person', { missed: 'distant' }, 'come-closer'],
    ['one of one color', { variation: 0.001 }, 'no-picture'],
    ['a white one', { variation: 0.001, luma: 0.95 }, 'less-light'],
  ])('distinguishes pictures without a face: %s', (_name, measures, hint) =>
    expect(hintOf({ ...noFace, ...picture(measures) })).toBe(hint),
  );

  it('returns no-picture for a frozen picture, whatever it shows', () =>
    expect(hintFor(observation(), { ...options, frozen: true })).toBe('no-picture'));

  it('returns coarse-camera for a frame with too few pixels', () => {
    expect(hintOf({ ...noFace, width: 160, height: 120 })).toBe('coarse-camera');
    expect(hintOf({ ...noFace, width: 320, height: 180 })).toBe('look-here');
  });

  it('returns turn-camera for a face that lies on its side', () =>
    expect(hintOf(observation({ issues: ['roll'], quality: { roll: -85 } }))).toBe('turn-camera'));

  it('returns turn-camera for an upright face in a picture that has a better one on its side', () =>
    expect(hintOf({ ...observation(), ...picture({ missed: 'turned' }) })).toBe('turn-camera'));

  it('reports no face, a second face and a misplaced face before any quality issue', () => {
    expect(hintOf(noFace)).toBe('look-here');
    expect(hintOf(observation({ faces: 2, issues: ['dark'] }))).toBe('one-person');
    expect(hintOf(observation({ faceHeight: 470 }))).toBe('go-back');
    expect(hintOf(observation({ faceHeight: 120, issues: ['yaw'] }))).toBe('come-closer');
    expect(hintOf(observation({ faceHeight: 120, issues: ['covered'] }))).toBe('uncover-face');
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
    expect(shownHints(repeat(40, 'good', 'head-upright'))).toEqual(['good']));

  it('shows a new hint that lasts', () =>
    expect(shownHints([...repeat(20, 'look-here'), ...repeat(20, 'good')])).toEqual(['look-here', 'good']));

  it('keeps a hint long enough to be read', () =>
    expect(
      shownHints([...repeat(2, 'look-here'), ...repeat(8, 'come-closer'), ...repeat(3, 'good')]),
    ).toEqual(['look-here']));
});
