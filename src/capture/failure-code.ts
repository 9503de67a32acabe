import type { RecognizeErrorCode } from '../errors.ts';
import type { HintName } from '../events.ts';

/** Why a capture ran out of time, from how often each hint was called for. */
export function verdict(seen: ReadonlyMap<HintName, number>): RecognizeErrorCode {
  const share = (...hints: HintName[]) => {
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    return hints.reduce((sum, hint) => sum + (seen.get(hint) ?? 0), 0) / Math.max(1, total);
  };
  if (share('good') >= 0.5) return 'capture/timed-out';
  if (share('look-here') >= 0.8) return 'capture/no-face';
  if (share('more-light') >= (1 - share('look-here')) / 2) return 'capture/too-dark';
  return 'capture/low-quality';
}
