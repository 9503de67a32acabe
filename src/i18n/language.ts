import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Labels, Pack } from './types.ts';

/** The languages of the package by their primary subtag (BCP 47). */
export const packs: Readonly<Record<string, Pack>> = { en, de, fr, es, ar };

/** `de` for `de-CH`, and for `de_CH`, which some frameworks write. */
const primarySubtag = (tag: string): string => tag.trim().toLowerCase().split(/[-_.]/)[0]!;

/** A member that the object itself has. A name from outside may also be one of `Object.prototype`, such as `constructor`. */
const ownMember = <Value>(object: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** The pack of a language tag, or the English one, with the texts of `labels` merged in. */
export const packFor = (tag: string, labels?: Labels | null): Pack =>
  merge(ownMember(packs, primarySubtag(tag)) ?? en, labels) as Pack;

/**
 * The tag for dates, so that they have the language of the texts: `tag` itself if it has a pack or the page provides texts for it,
 * otherwise `en`. The result is valid for `Intl`.
 */
export function localeFor(tag: string, labels?: Labels | null): string {
  const language = primarySubtag(tag);
  const hasPack = Object.hasOwn(packs, language);
  if (!hasPack && Object.keys(labels ?? {}).length === 0) return 'en';
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return hasPack ? language : 'en';
  }
}

/** Replaces each `{name}` by its value. Names without a value stay. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (placeholder, name: string) => ownMember(values, name) ?? placeholder);

/** Keeps the direction of a name inside a text of another direction (first strong isolate, Unicode UAX #9). */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Strings of `labels` in place of the strings of `pack` at the same keys. Other values are ignored. */
function merge(pack: unknown, labels: unknown): unknown {
  if (typeof pack === 'string') return typeof labels === 'string' ? labels : pack;
  if (typeof labels !== 'object' || labels === null) return pack;
  const replacements = labels as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(pack as Record<string, unknown>).map(([key, value]) => [
      key,
      merge(value, ownMember(replacements, key)),
    ]),
  );
}
