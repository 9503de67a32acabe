import { simulatedNames } from 'recognize-elements/simulated-camera';
import * as v from 'valibot';

export const languages = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  tr: 'Türkçe',
  ar: 'العربية',
  hi: 'हिन्दी',
  ja: '日本語',
} as const;
export type Language = keyof typeof languages;
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `user` or `simulated:<name>`. */
export const cameras: readonly string[] = ['user', ...simulatedNames.map((name) => `simulated:${name}`)];

const settingsSchema = v.object({
  language: v.picklist(Object.keys(languages) as Language[]),
  theme: v.picklist(themes),
  camera: v.picklist(cameras),
});
type Settings = v.InferOutput<typeof settingsSchema>;

const STORAGE_KEY = 'demo-settings';

const browserLanguage = (): Language =>
  (navigator.languages ?? [])
    .map((tag) => tag.split('-')[0] as Language)
    .find((language) => Object.hasOwn(languages, language)) ?? 'en';

function storedSettings(): unknown {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** Each setting that has an allowed value; others are ignored. */
function validSettings(values: unknown): Partial<Settings> {
  const result = v.safeParse(v.record(v.string(), v.unknown()), values);
  const entries = Object.entries(result.success ? result.output : {});
  return Object.fromEntries(
    entries.filter(
      ([name, value]) =>
        Object.hasOwn(settingsSchema.entries, name) &&
        v.is(settingsSchema.entries[name as keyof Settings], value),
    ),
  );
}

const query = new URLSearchParams(location.search);

/** What the visitor has chosen. The query parameters `camera`, `lang` and `theme` take precedence. */
export const settings: Settings = {
  language: browserLanguage(),
  theme: 'auto',
  camera: 'user',
  ...validSettings(storedSettings()),
  ...validSettings({
    language: query.get('lang'),
    theme: query.get('theme'),
    camera: query.get('camera'),
  }),
};

/** Changes and stores a setting, and applies it to the document. */
export function choose(change: Partial<Settings>): void {
  Object.assign(settings, change);
  applySettings();
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // In a browser that blocks storage the choice lasts as long as the page.
  }
}

/** Applies language and theme to the document. */
export function applySettings(): void {
  const { documentElement } = document;
  documentElement.lang = settings.language;
  documentElement.dir = settings.language === 'ar' ? 'rtl' : 'ltr';
  documentElement.dataset.theme = settings.theme;
}
