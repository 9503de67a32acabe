import { describe, expect, it } from 'vitest';
import { ShownHints } from '../../../src/capture/shown-hints.ts';
import type { HintName } from '../../../src/events.ts';

/** @param parts hints, each with the seconds for which it was shown */
function shown(...parts: [HintName | undefined, number][]): ReadonlyMap<HintName, number> {
  const hints = new ShownHints();
  let timeMs = 0;
  hints.add(undefined, timeMs);
  for (const [hint, seconds] of parts) {
    for (let i = 0; i < 10 * seconds; i++) {
      timeMs += 100;
      hints.add(hint, timeMs);
    }
  }
  return hints.durations;
}

describe('ShownHints', () => {
  it('adds up how long each hint was shown', () =>
    expect(shown(['look-here', 2], ['good', 3], ['look-here', 1])).toEqual(
      new Map([
        ['look-here', 3000],
        ['good', 3000],
      ]),
    ));

  it('forgets what was shown more than ten seconds before', () => {
    const durations = shown(['more-light', 30], ['come-closer', 8]);
    expect(durations.get('come-closer')).toBe(8000);
    expect(durations.get('more-light')).toBeLessThanOrEqual(2100);
  });

  it('leaves out the time of movements', () =>
    expect(shown(['go-back', 2], [undefined, 30])).toEqual(new Map([['go-back', 2000]])));
});
