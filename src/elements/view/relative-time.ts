import { html, type TemplateResult } from 'lit';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** Mean lengths of the Gregorian calendar, in days. */
const [MONTH_DAYS, YEAR_DAYS] = [30.44, 365.2425];

/**
 * A time relative to now, as “now”, “5 minutes ago”, “yesterday”, “in 3 days” or “2 years ago”. From a day on, the days of the local calendar
 * count.
 *
 * @param language BCP 47 tag
 */
export function relativeTime(language: string, time: number, now: number): string {
  const [value, unit] = inLargestUnit(time, now);
  // “last month” and “this hour” can mean something else than the time between.
  const isExact = unit === 'second' || unit === 'day';
  const numeric = isExact ? 'auto' : 'always';
  return new Intl.RelativeTimeFormat([language, 'en'], { numeric }).format(value, unit);
}

function inLargestUnit(time: number, now: number): [value: number, unit: Intl.RelativeTimeFormatUnit] {
  const elapsed = time - now;
  if (Math.abs(elapsed) < MINUTE) return [0, 'second'];
  if (Math.abs(elapsed) < HOUR) return [Math.trunc(elapsed / MINUTE), 'minute'];
  if (Math.abs(elapsed) < DAY) return [Math.trunc(elapsed / HOUR), 'hour'];
  const days = Math.round((startOfDay(time) - startOfDay(now)) / DAY);
  if (Math.abs(days) < MONTH_DAYS) return [days, 'day'];
  if (Math.abs(days) < YEAR_DAYS) return [Math.trunc(days / MONTH_DAYS), 'month'];
  return [Math.trunc(days / YEAR_DAYS), 'year'];
}

const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

interface Sentence {
  /** With `{date}`. */
  readonly template: string;
  readonly time: number;
  readonly now: number;
  /** Whether a time after `now` only means that the clock of this device is behind. */
  readonly isPast: boolean;
  /** BCP 47 tag of the sentence. */
  readonly language: string;
  /** BCP 47 tag of dates. */
  readonly locale: string;
}

/** A sentence with a relative time. The date is its tooltip. */
export function timeSentence({ template, time, now, isPast, language, locale }: Sentence): TemplateResult {
  const [before = '', after = ''] = template.split('{date}');
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
  const relative = relativeTime(language, isPast ? Math.min(time, now) : time, now);
  const datetime = new Date(time).toISOString();
  return html`${before}<time datetime=${datetime} title=${date}>${relative}</time>${after}`;
}
