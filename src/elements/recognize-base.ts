import { LitElement, type PropertyDeclarations } from 'lit';
import { RecognizeError } from '../errors.ts';
import { packFor } from '../i18n/language.ts';
import type { Labels, Pack } from '../i18n/types.ts';
import type { Runtime } from './runtime.ts';
import { baseStyles } from './view/styles.ts';

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
    liveRegion: { attribute: 'live-region' },
  };

  static override styles = [baseStyles];

  declare recognizeId: string | undefined;
  /** Replaces texts of the language pack, by the same keys. */
  declare labels: Labels;
  declare theme: 'auto' | 'light' | 'dark';
  declare compact: boolean;
  declare assetsBase: string | undefined;
  declare liveRegion: 'polite' | 'off';

  constructor() {
    super();
    this.labels = {};
    this.theme = 'auto';
    this.compact = false;
    this.liveRegion = 'polite';
  }

  /** Texts in the element's language, else in that of the nearest ancestor or the page. */
  protected get texts(): Pack {
    const language =
      this.lang || (this.closest('[lang]') as HTMLElement | null)?.lang || document.documentElement.lang;
    return packFor(language || navigator.language, this.labels);
  }

  /** Language for dates. */
  protected get locale(): string {
    return this.lang || document.documentElement.lang || navigator.language;
  }

  protected get runtime(): Runtime {
    const { runtime } = this.constructor as typeof RecognizeBase;
    if (runtime === undefined)
      throw new RecognizeError('environment/blocked-by-policy', { detail: 'no runtime' });
    return runtime;
  }

  protected get assets(): URL {
    if (!this.assetsBase) return this.runtime.assetsBase;
    return new URL(this.assetsBase.replace(/\/*$/, '/'), document.baseURI);
  }
}
