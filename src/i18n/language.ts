import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Labels, Pack } from './types.ts';

/** The languages that come with the package, by BCP 47 language. */
export const packs: Readonly<Record<string, Pack>> = { en, de, fr, es, ar };

/** The pack for a language tag (`de-CH` → `de`), English when there is none, with the page's own words in it. */
export function packFor(tag: string, labels: Labels = {}): Pack {
  const pack = packs[tag.toLowerCase().split('-')[0]!] ?? en;
  return merge(pack, labels) as Pack;
}

/** `{name}` in a text replaced by its value. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

function merge(base: unknown, change: unknown): unknown {
  if (typeof base === 'string') return typeof change === 'string' ? change : base;
  if (typeof change !== 'object' || change === null) return base;
  const parts = change as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(base as Record<string, unknown>).map(([key, value]) => [key, merge(value, parts[key])]),
  );
}
