import { attribute, invalidSetting } from '../client/usage.ts';
import { isUnset } from '../errors.ts';

/**
 * The attribute `time-limit` as `RunOptions.timeLimitMs`.
 *
 * @param value seconds, or `none`
 * @throws RecognizeError `usage/invalid-attribute`
 */
export function timeLimitMs(value: unknown): number | undefined {
  if (isUnset(value)) return undefined;
  if (value === 'none') return Number.POSITIVE_INFINITY;
  const seconds = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (seconds > 0) return 1000 * seconds;
  throw invalidSetting(attribute('time-limit'), 'seconds, more than 0, or none');
}
