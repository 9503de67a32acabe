import { fill } from '../i18n/language.ts';
import type { Pack } from '../i18n/types.ts';

/** “Continues in 3 seconds”. @param language BCP 47 tag */
export function continuesText({ review }: Pick<Pack, 'review'>, language: string, seconds: number): string {
  const inUnits = new Intl.RelativeTimeFormat([language, 'en'], { numeric: 'always' });
  return fill(review.continues, { time: inUnits.format(seconds, 'second') });
}
