import type { ReactiveControllerHost } from 'lit';
import { canonicalTag } from '../i18n/language.ts';
import { hasTexts, loadedPack, loadPack, withLabels } from '../i18n/packs.ts';
import type { Labels, Pack } from '../i18n/types.ts';

interface Localized extends Element, Pick<ReactiveControllerHost, 'requestUpdate'> {
  lang: string;
  labels: Labels;
  readonly assetsBase: string | undefined;
}

/** How long the first texts may wait for their language, in milliseconds. Then English texts are shown until it arrives. */
const PACK_WAIT_MS = 1_500;

/** The texts of an element in its language, with the page's `labels` merged in. */
export class ElementTexts {
  readonly #element: Localized;
  readonly #assetsBase: () => URL;
  #cached: { readonly base: Pack; readonly labels: Labels; readonly pack: Pack } | undefined;
  /** Tag and folder of the pack that was last requested: one request for each, also if it fails. */
  #requested: string | undefined;
  #waiting: Promise<void> | undefined;

  /** @param assetsBase URL of the folder of the packs; may throw */
  constructor(element: Localized, assetsBase: () => URL) {
    this.#element = element;
    this.#assetsBase = assetsBase;
  }

  /** BCP 47 tag of the texts, for `lang` and for times within a sentence. */
  get language(): string {
    const tag = this.#tag;
    return hasTexts(tag) || this.#hasLabels ? this.locale : 'en';
  }

  /** BCP 47 tag of dates. They are in the language of the page or the person, even if the texts are in English. */
  get locale(): string {
    return canonicalTag(this.#tag) ?? 'en';
  }

  get pack(): Pack {
    const { labels } = this.#element;
    const base = loadedPack(this.#tag);
    if (this.#cached?.base !== base || this.#cached.labels !== labels)
      this.#cached = { base, labels, pack: withLabels(base, labels) };
    return this.#cached.pack;
  }

  /** Requests the pack of the language as it is now. Resolves when texts can be shown; undefined if they can be shown at once. */
  prepare(): Promise<void> | undefined {
    const tag = this.#tag;
    const request = `${tag} ${this.#element.assetsBase ?? ''}`;
    if (request !== this.#requested) {
      this.#requested = request;
      const load = loadPack(tag, this.#assetsBase);
      this.#waiting = load && this.#wait(load);
    }
    return this.#waiting;
  }

  async #wait(load: Promise<void>): Promise<void> {
    let isLate = false;
    const limit = new Promise<void>((resolve) => {
      setTimeout(() => {
        isLate = true;
        resolve();
      }, PACK_WAIT_MS);
    });
    void load.then(() => isLate && this.#element.requestUpdate());
    await Promise.race([load, limit]);
    this.#waiting = undefined;
  }

  get #hasLabels(): boolean {
    // A framework may set null.
    return Object.keys(this.#element.labels ?? {}).length > 0;
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
