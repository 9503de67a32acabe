import { type Language, packSources } from './pack-sources.ts';

/** `de` for `de-CH`, and for `de_CH`, which some frameworks write. */
const primarySubtag = (tag: string): string => tag.trim().toLowerCase().split(/[-_.]/)[0]!;

/** The language of the package for a tag (BCP 47); undefined if the package does not have it. `pt` and `pt-PT` are Brazilian Portuguese. */
export function languageOf(tag: string): Language | undefined {
  const subtag = primarySubtag(tag);
  return subtag === 'en' || Object.hasOwn(packSources, subtag) ? (subtag as Language) : undefined;
}

/** A tag as `Intl` takes it, also for `de_CH` and `de_DE.UTF-8`. Undefined if there is nothing in it that `Intl` takes. */
export function canonicalTag(tag: string): string | undefined {
  for (const candidate of [tag.trim().replaceAll('_', '-'), primarySubtag(tag)]) {
    try {
      return Intl.getCanonicalLocales(candidate)[0];
    } catch {
      // The next candidate.
    }
  }
  return undefined;
}

/** Replaces each `{name}` by its value. Names without a value stay. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : placeholder,
  );

/** Keeps the direction of a name inside a text of another direction (first strong isolate, Unicode UAX #9). */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
