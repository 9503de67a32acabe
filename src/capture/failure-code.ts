import type { RecognizeErrorCode } from '../errors.ts';
import type { HintName } from '../events.ts';

/**
 * The error code for a capture that ran out of time.
 *
 * @param hintCounts number of frames for each hint
 */
export function failureCode(hintCounts: ReadonlyMap<HintName, number>): RecognizeErrorCode {
  const total = [...hintCounts.values()].reduce((sum, count) => sum + count, 0);
  const share = (hint: HintName) => (hintCounts.get(hint) ?? 0) / Math.max(1, total);
  if (share('good') >= 0.5) return 'capture/timed-out';
  if (share('one-person') >= 0.5) return 'capture/several-people';
  if (share('look-here') >= 0.8) return 'capture/no-face';
  // At least half of the frames that show something.
  if (share('more-light') >= (1 - share('look-here')) / 2) return 'capture/too-dark';
  return 'capture/low-quality';
}
