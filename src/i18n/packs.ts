import { en } from './en.ts';
import { languageOf } from './language.ts';
import { type Language, packSources } from './pack-sources.ts';
import type { Labels, Pack } from './types.ts';

/** The packs on this page. */
const loaded = new Map<Language, Pack>([['en', en]]);
const loading = new Map<Language, Promise<void>>();

/**
 * Starts to load the pack of a language tag.
 *
 * @param assetsBase URL of the folder `assets/`, from which the single-file script fetches packs
 * @returns undefined if no pack is missing; otherwise a promise that never rejects, because English texts are better than an error
 */
export function loadPack(tag: string, assetsBase: () => URL): Promise<void> | undefined {
  const language = languageOf(tag);
  if (language === undefined || language === 'en' || loaded.has(language)) return undefined;
  const current = loading.get(language);
  // Another element may have asked for it in another folder, in vain.
  if (current !== undefined) return current.then(() => loadPack(tag, assetsBase));
  const load = packSources[language](assetsBase)
    .then((pack) => void loaded.set(language, pack))
    .catch((cause: unknown) =>
      console.warn(`recognize-elements: no texts in '${language}', ${String(cause)}`),
    )
    .finally(() => loading.delete(language));
  loading.set(language, load);
  return load;
}

/** The pack of a language tag; the English one if there is none, or it is not loaded. */
export function loadedPack(tag: string): Pack {
  const language = languageOf(tag);
  return (language && loaded.get(language)) ?? en;
}

/** Whether the texts for a language tag are in its language. */
export const hasTexts = (tag: string): boolean => {
  const language = languageOf(tag);
  return language !== undefined && loaded.has(language);
};

/** The texts of `labels` in place of those of `pack` at the same keys. Values that are no strings are ignored. */
export const withLabels = (pack: Pack, labels: Labels | null | undefined): Pack =>
  merge(pack, labels) as Pack;

function merge(pack: unknown, labels: unknown): unknown {
  if (typeof pack === 'string') return typeof labels === 'string' ? labels : pack;
  if (typeof labels !== 'object' || labels === null) return pack;
  return Object.fromEntries(
    Object.entries(pack as Record<string, unknown>).map(([key, value]) => {
      // A key may also be the name of a member of `Object.prototype`, such as `constructor`.
      const label = Object.hasOwn(labels, key) ? (labels as Record<string, unknown>)[key] : undefined;
      return [key, merge(value, label)];
    }),
  );
}
