import type { RecognizeErrorCode } from '../errors.ts';
import type { HintName } from '../events.ts';

/** Part of the time from which a good picture that led to no result is the reason. */
const MIN_GOOD_SHARE = 0.5;

const codeOfHint: Partial<Record<HintName, RecognizeErrorCode>> = {
  'look-here': 'capture/no-face',
  'turn-camera': 'capture/no-face',
  'no-picture': 'capture/no-face',
  'more-light': 'capture/too-dark',
  'one-person': 'capture/several-people',
};

export interface CaptureFailure {
  readonly code: RecognizeErrorCode;
  /** The hint that was shown most of the time; undefined for a picture that was good. */
  readonly hint?: HintName;
}

/**
 * Why a capture ran out of time.
 *
 * @param shownMs how long each hint was shown; of two that were shown equally long, the one that was shown first counts
 */
export function failureOf(shownMs: ReadonlyMap<HintName, number>): CaptureFailure {
  const total = [...shownMs.values()].reduce((sum, ms) => sum + ms, 0);
  if (total > 0 && (shownMs.get('good') ?? 0) >= MIN_GOOD_SHARE * total) return { code: 'capture/timed-out' };
  const [longest] = [...shownMs].filter(([hint]) => hint !== 'good').sort(([, a], [, b]) => b - a);
  if (longest === undefined) return { code: 'capture/low-quality' };
  const [hint] = longest;
  return { code: codeOfHint[hint] ?? 'capture/low-quality', hint };
}
