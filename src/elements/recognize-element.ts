import { LitElement, type PropertyDeclaration, type PropertyDeclarations } from 'lit';
import { requireAssetUrl } from '../client/asset-urls.ts';
import { INITIAL_DIAGNOSTICS } from '../client/diagnostics.ts';
import { EXECUTIONS } from '../client/options.ts';
import { createRecognize, type Recognize } from '../client/recognize.ts';
import {
  attribute,
  property,
  requireMatcherKey,
  requireObject,
  requireOneOf,
  requireString,
} from '../client/usage.ts';
import { RecognizeError, throwIfAborted, toRecognizeError } from '../errors.ts';
import {
  type Diagnostics,
  type JsonValue,
  type RecognizeReadyEvent,
  type RecognizeRequest,
  RecognizeRequestEvent,
  type RecognizeUnsupportedEvent,
} from '../events.ts';
import type { Labels, Pack } from '../i18n/types.ts';
import { assetSettings } from './asset-settings.ts';
import { BOOLEAN_CONVERTER, isOn } from './boolean-property.ts';
import { ElementTexts } from './element-texts.ts';
import type { EventOf } from './event-map.ts';
import { baseStyles } from './view/styles.ts';
import { theme } from './view/theme.ts';

/**
 * Listeners of `recognize-complete` know the result of the element. The type of the target is inferred, so that all elements share
 * one signature and a variable may hold any of them.
 */
export interface RecognizeElement {
  addEventListener<Target extends RecognizeElement, Type extends keyof HTMLElementEventMap>(
    this: Target,
    type: Type,
    listener: (this: Target, event: EventOf<Target, Type>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Target extends RecognizeElement, Type extends keyof HTMLElementEventMap>(
    this: Target,
    type: Type,
    listener: (this: Target, event: EventOf<Target, Type>) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** Waiting times between the dispatches of a request that no listener has read. */
const REPEAT_DELAYS_MS = [100, 200, 400, 800, 1_500];

/** Base class of all elements: language, theme, checks of what the page set, and the client made from the attributes. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface only types methods of the platform.
export abstract class RecognizeElement extends LitElement {
  /** Release of the package; a second copy of it on the page reads this. */
  static readonly version: string = INITIAL_DIAGNOSTICS.version;

  static override properties: PropertyDeclarations = {
    recognizeId: { attribute: 'recognize-id' },
    labels: { attribute: false },
    lang: { reflect: true },
    // Defaults are not reflected: attributes that a server-rendered page does not have would be mismatches when it is hydrated.
    theme: { reflect: true, useDefault: true },
    compact: { type: Boolean, reflect: true, useDefault: true },
    assetsBase: { attribute: 'assets-base' },
    models: {},
    matcherKey: { attribute: 'matcher-key' },
    execution: {},
    camera: {},
    liveRegion: { attribute: 'live-region' },
  };

  static override styles = [theme, baseStyles];

  declare recognizeId: string | undefined;
  /** Replaces texts of the language pack by the same keys. */
  declare labels: Labels;
  declare theme: 'auto' | 'light' | 'dark';
  declare compact: boolean;
  declare assetsBase: string | undefined;
  declare models: string | undefined;
  declare matcherKey: string | undefined;
  declare execution: 'auto' | 'wasm' | 'webgpu';
  declare camera: string;
  declare liveRegion: 'polite' | 'off';

  readonly #texts = new ElementTexts(this);
  #client: { readonly key: string; readonly recognize: Recognize } | undefined;
  #announced = false;
  #renderFailed = false;

  constructor() {
    super();
    this.labels = {};
    this.theme = 'auto';
    this.compact = false;
    this.execution = 'auto';
    this.camera = 'user';
    this.liveRegion = 'polite';
  }

  /** Booleans have a converter of their own. */
  static override createProperty(name: PropertyKey, options?: PropertyDeclaration): void {
    const declaration = options?.type === Boolean ? { ...options, converter: BOOLEAN_CONVERTER } : options;
    // biome-ignore lint/complexity/noThisInStatic: Lit keeps the properties of each class.
    super.createProperty(name, declaration);
  }

  /** What is assigned to a boolean property is converted as its attribute is. */
  protected static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: PropertyDeclaration,
  ): PropertyDescriptor | undefined {
    // biome-ignore lint/complexity/noThisInStatic: Lit looks for accessors of the class on which it is called.
    const descriptor = super.getPropertyDescriptor(name, key, options);
    if (options.type !== Boolean || descriptor === undefined) return descriptor;
    return {
      ...descriptor,
      set(this: RecognizeElement, value: unknown) {
        descriptor.set?.call(this, isOn(value));
      },
    };
  }

  /** Versions, effective execution and timings, without biometric data. */
  abstract get diagnostics(): Diagnostics;

  /** BCP 47 tag of texts and dates. */
  protected get locale(): string {
    return this.#texts.locale;
  }

  protected get texts(): Pack {
    return this.#texts.pack;
  }

  /** The client of the last run or call, if there was one. */
  protected get currentClient(): Recognize | undefined {
    return this.#client?.recognize;
  }

  /**
   * The client for the attributes as they are now. A change of them replaces it and ends the workers of the previous one.
   *
   * @throws RecognizeError `usage/*` for an attribute or property with a wrong value
   */
  protected openClient(): Recognize {
    this.checkUsage();
    // Frameworks set null or the empty string for an attribute that is absent.
    const options = {
      assetsBase: this.assetsBase || undefined,
      models: this.models || undefined,
      execution: this.execution || undefined,
      matcherKey: this.matcherKey || undefined,
    };
    const key = JSON.stringify(options);
    if (this.#client?.key !== key) {
      this.#client?.recognize.close();
      const recognize = createRecognize({
        host: (request, signal) => this.#send(request, signal),
        ...options,
      });
      this.#client = { key, recognize };
    }
    return this.#client.recognize;
  }

  /** Checks what the page has set. Subclasses add their own attributes. @throws RecognizeError `usage/*` */
  protected checkUsage(): void {
    requireOneOf(attribute('theme'), this.theme, ['auto', 'light', 'dark']);
    requireOneOf(attribute('execution'), this.execution, EXECUTIONS);
    requireOneOf(attribute('live-region'), this.liveRegion, ['polite', 'off']);
    requireString(attribute('recognize-id'), this.recognizeId);
    requireString(attribute('lang'), this.lang);
    requireString(attribute('camera'), this.camera);
    for (const { name, value, source } of assetSettings(this))
      if (value) requireAssetUrl(attribute(name), value, source);
    requireMatcherKey(attribute('matcher-key'), this.matcherKey);
    requireObject(property('labels'), this.labels);
  }

  /** Shows an error and dispatches `recognize-error`. A run that is under way ends. */
  protected abstract fail(error: RecognizeError): void;

  /** An exception while rendering becomes an error that the page learns of. If the error cannot be shown either, it is not repeated. */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
      this.#renderFailed = false;
    } catch (thrown) {
      if (this.#renderFailed) return;
      this.#renderFailed = true;
      this.fail(toRecognizeError(thrown, 'runtime/crashed'));
    }
  }

  /** Dispatches `recognize-ready` or `recognize-unsupported`, one of them once in the life of an element. */
  protected announce(event: RecognizeReadyEvent | RecognizeUnsupportedEvent): void {
    if (this.#announced) return;
    this.#announced = true;
    this.dispatchEvent(event);
  }

  /**
   * Passes a request to the page, which carries it to its backend. Frameworks may add their listeners after the element is on the page,
   * so a request that no listener has read is dispatched again for three seconds.
   *
   * @throws RecognizeError `host/no-response` when no listener answers, `ceremony/aborted`
   */
  async #send(request: RecognizeRequest, signal: AbortSignal): Promise<JsonValue> {
    let wasRead = false;
    for (const delayMs of [...REPEAT_DELAYS_MS, undefined]) {
      const event = new RecognizeRequestEvent(request);
      this.dispatchEvent(event);
      if (event.answer !== undefined) return event.answer;
      wasRead = event.wasRead;
      if (wasRead || delayMs === undefined) break;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      throwIfAborted(signal);
    }
    throw new RecognizeError('host/no-response', {
      detail: wasRead
        ? `a listener of ${RecognizeRequestEvent.type} has read the request, but did not call respondWith during the dispatch: call it before the first await, with a promise`
        : `no listener answered ${RecognizeRequestEvent.type}; see forwardTo`,
    });
  }
}
