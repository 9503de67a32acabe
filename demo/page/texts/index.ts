import { type Language, settings } from '../settings.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

const packs: Readonly<Record<Language, Texts>> = { en, de, fr, es, ar };

/** In the language that was chosen. */
export const texts = (): Texts => packs[settings.language];

export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** Cents as euro. */
export const money = (cents: number): string =>
  new Intl.NumberFormat(settings.language, { style: 'currency', currency: 'EUR' }).format(cents / 100);

export const time = (at: number): string =>
  new Intl.DateTimeFormat(settings.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
