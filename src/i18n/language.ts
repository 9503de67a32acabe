import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Labels, Pack } from './types.ts';

/** The languages that come with the package, by BCP 47 language. */
export const packs: Readonly<Record<string, Pack>> = { en, de, fr, es, ar };

/** `de` of `de-CH`, and of `de_CH`, as some frameworks write it. */
const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0]!;

/** The pack for a language tag (`de-CH` → `de`), English when there is none, with the page's own words in it. */
export const packFor = (tag: string, labels?: Labels | null): Pack =>
  merge(packs[primary(tag)] ?? en, labels) as Pack;

/** The tag of the language that `packFor` speaks, by which dates are written: the given one, where its language has a pack or words of the page. */
export function localeFor(tag: string, labels?: Labels | null): string {
  const language = primary(tag);
  if (packs[language] === undefined && Object.keys(labels ?? {}).length === 0) return 'en';
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return packs[language] === undefined ? 'en' : language;
  }
}

/** `{name}` in a text replaced by its value. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A name that keeps its own direction within a text of another one (first strong isolate, Unicode UAX #9). */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

function merge(base: unknown, change: unknown): unknown {
  if (typeof base === 'string') return typeof change === 'string' ? change : base;
  if (typeof change !== 'object' || change === null) return base;
  const parts = change as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(base as Record<string, unknown>).map(([key, value]) => [key, merge(value, parts[key])]),
  );
}
