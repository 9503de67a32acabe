import { type Language, settings } from '../settings.ts';
import { en, type Texts } from './en.ts';

/** A visitor loads the chosen language only. */
const sources: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Texts>>> = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  hi: async () => (await import('./hi.ts')).hi,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
  nl: async () => (await import('./nl.ts')).nl,
  pl: async () => (await import('./pl.ts')).pl,
  pt: async () => (await import('./pt.ts')).pt,
  tr: async () => (await import('./tr.ts')).tr,
};

const packs: Partial<Record<Language, Texts>> = { en };

/** Loads the texts in the chosen language. Without a connection the page is in English. */
export async function loadTexts(): Promise<void> {
  const { language } = settings;
  if (language === 'en' || packs[language] !== undefined) return;
  packs[language] = await sources[language]().catch(() => en);
}

/** The texts in the chosen language. */
export const texts = (): Texts => packs[settings.language] ?? en;

/** Replaces each `{name}` in a template. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : placeholder,
  );

/** @param cents amount in euro cents */
export const money = (cents: number): string =>
  new Intl.NumberFormat(settings.language, { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** @param time milliseconds since the epoch */
export const formatTime = (time: number): string =>
  new Intl.DateTimeFormat(settings.language, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
