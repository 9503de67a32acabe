import { simulatedNames } from 'recognize-elements';

export const languages = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
} as const;
export type Language = keyof typeof languages;
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `user` or `simulated:<name>`. */
export const cameras: readonly string[] = ['user', ...simulatedNames.map((name) => `simulated:${name}`)];

interface Settings {
  language: Language;
  theme: Theme;
  camera: string;
}

const place = 'demo-settings';

function read(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Settings>;
  } catch {
    return {};
  }
}

const preferred = (): Language =>
  (navigator.languages ?? [])
    .map((tag) => tag.split('-')[0] as Language)
    .find((language) => language in languages) ?? 'en';

/** What the visitor chose; `?camera=`, `?lang=` and `?theme=` in the address choose too. */
export const settings: Settings = { language: preferred(), theme: 'auto', camera: 'user', ...read() };

const asked = new URLSearchParams(location.search);
const wish = (name: string, known: readonly string[]) => known.find((value) => value === asked.get(name));
settings.language = (wish('lang', Object.keys(languages)) as Language | undefined) ?? settings.language;
settings.theme = (wish('theme', themes) as Theme | undefined) ?? settings.theme;
settings.camera = wish('camera', cameras) ?? settings.camera;

/** Keeps a choice, and shows language and theme on the document. */
export function choose(change: Partial<Settings>): void {
  Object.assign(settings, change);
  show();
  try {
    localStorage.setItem(place, JSON.stringify(settings));
  } catch {
    // Where the browser keeps nothing, the choice lasts as long as the page.
  }
}

export function show(): void {
  const { documentElement: page } = document;
  page.lang = settings.language;
  page.dir = settings.language === 'ar' ? 'rtl' : 'ltr';
  page.dataset.theme = settings.theme;
}
