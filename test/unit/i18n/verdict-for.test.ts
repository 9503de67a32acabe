import { describe, expect, it } from 'vitest';
import type { HintName } from '../../../src/events.ts';
import { en } from '../../../src/i18n/en.ts';
import { verdictFor } from '../../../src/i18n/verdict-for.ts';

/** They are not the reason for the end of a capture, or have an error code of their own. */
const WITHOUT_VERDICT = [
  'look-here',
  'one-person',
  'good',
  'turn-left',
  'turn-right',
  'look-up',
  'look-down',
];

describe('verdictFor', () => {
  it('repeats the hint that was shown', () =>
    expect(verdictFor(en, { code: 'capture/low-quality', hint: 'go-back' })).toEqual({
      title: 'You were too close',
      text: 'Move back a little. Then try again.',
    }));

  it('has a title for every hint that can be the reason', () => {
    const without = (Object.keys(en.hints) as HintName[]).filter(
      (hint) => verdictFor(en, { code: 'capture/low-quality', hint }) === undefined,
    );
    expect(without.sort()).toEqual([...WITHOUT_VERDICT].sort());
  });

  it('returns undefined without a hint, and for other errors', () => {
    expect(verdictFor(en, { code: 'capture/low-quality' })).toBeUndefined();
    expect(verdictFor(en, { code: 'camera/ended', hint: 'go-back' })).toBeUndefined();
  });
});
