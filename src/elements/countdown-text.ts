import { fill } from '../i18n/language.ts';
import type { Pack } from '../i18n/types.ts';

const [SECOND_MS, HOUR_MS, DAY_MS] = [1_000, 3_600_000, 86_400_000];

/**
 * The sentence about the rest of a lock: `9:05` below an hour, then “in 5 hours”, and “in 3 days” from two days on. Hours and days are
 * rounded up, so that nobody comes back too early.
 *
 * @param language BCP 47 tag
 * @param remainingMs milliseconds; a negative duration counts as zero
 */
export function countdownText(
  { lockedFor, lockedForLong }: Pick<Pack, 'lockedFor' | 'lockedForLong'>,
  language: string,
  remainingMs: number,
): string {
  const restMs = Math.max(0, remainingMs) || 0;
  if (restMs < HOUR_MS) return fill(lockedFor, { time: minutesAndSeconds(restMs) });
  const inUnits = new Intl.RelativeTimeFormat([language, 'en'], { numeric: 'always' });
  const time =
    restMs < 2 * DAY_MS
      ? inUnits.format(Math.ceil(restMs / HOUR_MS), 'hour')
      : inUnits.format(Math.ceil(restMs / DAY_MS), 'day');
  return fill(lockedForLong, { time });
}

function minutesAndSeconds(milliseconds: number): string {
  const total = Math.ceil(milliseconds / SECOND_MS);
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
}
