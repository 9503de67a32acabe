import { localeFor, packFor } from '../i18n/language.ts';
import type { Labels, Pack } from '../i18n/types.ts';

interface Localized extends Element {
  lang: string;
  labels: Labels;
}

/** The texts of an element in its language, with the page's `labels` merged in. */
export class ElementTexts {
  readonly #element: Localized;
  #cached: { readonly tag: string; readonly labels: Labels; readonly pack: Pack } | undefined;

  constructor(element: Localized) {
    this.#element = element;
  }

  /** BCP 47 tag of texts and dates. */
  get locale(): string {
    return localeFor(this.#tag, this.#element.labels);
  }

  get pack(): Pack {
    const { labels } = this.#element;
    const tag = this.#tag;
    if (this.#cached?.tag !== tag || this.#cached.labels !== labels) {
      this.#cached = { tag, labels, pack: packFor(tag, labels) };
    }
    return this.#cached.pack;
  }

  /** The element's own `lang`, else the one of the nearest ancestor, else the page's, else the browser's. */
  get #tag(): string {
    const element = this.#element;
    // A page may assign anything. The check of the usage reports it when a run starts.
    const own: unknown = element.lang;
    if (typeof own === 'string' && own !== '') return own;
    return inheritedLang(element) || document.documentElement.lang || navigator.language || 'en';
  }
}

/** The nearest `lang`, also across the boundary of shadow roots. */
function inheritedLang(element: Element): string | undefined {
  const lang = element.closest('[lang]:not([lang=""])')?.getAttribute('lang');
  if (lang) return lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? inheritedLang(root.host) : undefined;
}
