import { type Language, settings } from '../settings.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

const packs: Readonly<Record<Language, Texts>> = { en, de, fr, es, ar };

/** The texts in the chosen language. */
export const texts = (): Texts => packs[settings.language];

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
