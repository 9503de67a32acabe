import type { Pack } from './types.ts';

/** Primary subtag (BCP 47). `pt` is the Portuguese of Brazil. */
export type Language = 'ar' | 'de' | 'en' | 'es' | 'fr' | 'hi' | 'it' | 'ja' | 'nl' | 'pl' | 'pt' | 'tr';

/** Loads a pack. `assetsBase` is the folder of workers and models; it throws if the page has set none that can be used. */
type PackSource = (assetsBase: () => URL) => Promise<Pack>;

/**
 * Where the packs besides the English one come from. Each pack is a chunk of its own, so
 * that a page loads only the languages that it shows. The build of the single-file script replaces this module: see `vite.languages.ts`.
 */
export const packSources: Readonly<Record<Exclude<Language, 'en'>, PackSource>> = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  hi: async () => (await import('./hi.ts')).hi,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
  nl: async () => (await import('./nl.ts')).nl,
  pl: async () => (await import('./pl.ts')).pl,
  pt: async () => (await import('./pt-br.ts')).ptBr,
  tr: async () => (await import('./tr.ts')).tr,
};
