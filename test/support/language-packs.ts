import { en } from '../../src/i18n/en.ts';
import { type Language, packSources } from '../../src/i18n/pack-sources.ts';
import type { Pack } from '../../src/i18n/types.ts';

const noFolder = () => new URL('about:blank');
const sources = Object.entries(packSources).map(async ([tag, load]) => [tag, await load(noFolder)] as const);

/** Every language pack. */
export const packs = Object.fromEntries([['en', en], ...(await Promise.all(sources))]) as Record<
  Language,
  Pack
>;
