import { LitElement, type PropertyDeclarations } from 'lit';
import { RecognizeError } from '../errors.ts';
import { localeFor, packFor } from '../i18n/language.ts';
import type { Labels, Pack } from '../i18n/types.ts';
import { addressOf } from './address.ts';
import type { Runtime } from './runtime.ts';
import { baseStyles } from './view/styles.ts';
import { theme } from './view/theme.ts';

/** What the nearest `lang` around says, through the shadow roots of elements that hold it. */
function languageAround(element: Element): string | undefined {
  const near = element.closest<HTMLElement>('[lang]:not([lang=""])');
  if (near !== null) return near.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageAround(root.host) : undefined;
}

/** What all four elements share: language, theme, and where their files lie. */
export abstract class RecognizeBase extends LitElement {
  /** Set once by the entry of the package that defines the elements. */
  static runtime: Runtime | undefined;

  static override properties: PropertyDeclarations = {
    recognizeId: { attribute: 'recognize-id' },
    labels: { attribute: false },
    lang: { reflect: true },
    theme: { reflect: true },
    compact: { type: Boolean, reflect: true },
    assetsBase: { attribute: 'assets-base' },
    models: {},
    matcherKey: { attribute: 'matcher-key' },
    execution: {},
    camera: {},
    liveRegion: { attribute: 'live-region' },
  };

  static override styles = [theme, baseStyles];

  declare recognizeId: string | undefined;
  /** Replaces texts of the language pack, by the same keys. */
  declare labels: Labels;
  declare theme: 'auto' | 'light' | 'dark';
  declare compact: boolean;
  declare assetsBase: string | undefined;
  declare models: string | undefined;
  declare matcherKey: string | undefined;
  declare execution: 'auto' | 'wasm' | 'webgpu';
  declare camera: string;
  declare liveRegion: 'polite' | 'off';

  constructor() {
    super();
    this.labels = {};
    this.theme = 'auto';
    this.compact = false;
    this.execution = 'auto';
    this.camera = 'user';
    this.liveRegion = 'polite';
  }

  #texts: { readonly tag: string; readonly labels: Labels; readonly pack: Pack } | undefined;

  /** The element's language, else that of the nearest ancestor or of the page, else the browser's. */
  get #tag(): string {
    return this.lang || languageAround(this) || document.documentElement.lang || navigator.language;
  }

  /** The language of the texts and of dates. */
  protected get locale(): string {
    return localeFor(this.#tag, this.labels);
  }

  protected get texts(): Pack {
    const { labels } = this;
    const tag = this.#tag;
    if (this.#texts?.tag !== tag || this.#texts.labels !== labels) {
      this.#texts = { tag, labels, pack: packFor(tag, labels) };
    }
    return this.#texts.pack;
  }

  protected get runtime(): Runtime {
    const { runtime } = this.constructor as typeof RecognizeBase;
    if (runtime === undefined)
      throw new RecognizeError('environment/blocked-by-policy', { detail: 'no runtime' });
    return runtime;
  }

  protected get assets(): URL {
    if (!this.assetsBase) return this.runtime.assetsBase;
    return addressOf(this.assetsBase.replace(/\/*$/, '/'), 'assets-base');
  }
}
