import type { PropertyDeclarations } from 'lit';
import { INITIAL_DIAGNOSTICS } from '../client/diagnostics.ts';
import { createRecognize, type Recognize } from '../client/recognize.ts';
import { type RecognizeError, toRecognizeError } from '../errors.ts';
import type { Diagnostics, RecognizeReadyEvent, RecognizeUnsupportedEvent } from '../events.ts';
import type { Labels, Pack } from '../i18n/types.ts';
import { assetsUrl } from './asset-settings.ts';
import { BooleanPropertyElement } from './boolean-property.ts';
import { checkSettings } from './check-settings.ts';
import { clientOptions } from './client-options.ts';
import { ElementTexts } from './element-texts.ts';
import type { EventOf } from './event-map.ts';
import { sendToPage } from './send-to-page.ts';
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

/**
 * Base class of all elements: language, theme, checks of what the page set, and the client made from the attributes.
 *
 * @fires {RecognizeRequestEvent} recognize-request - The element needs the backend.
 * @fires {RecognizeReadyEvent} recognize-ready - Once: the models are loaded, or the list of devices is loaded.
 * @fires {RecognizeUnsupportedEvent} recognize-unsupported - Once: this browser lacks something.
 * @fires {RecognizeStepEvent} recognize-step - A step starts.
 * @fires {RecognizeHandoffEvent} recognize-handoff - A ceremony is handed off to a phone, or the state of that changes.
 * @fires {RecognizeHintEvent} recognize-hint - The instruction for the user changes.
 * @fires {RecognizeProgressEvent} recognize-progress - Bytes while loading, accepted frames during a capture.
 * @fires {RecognizeCompleteEvent} recognize-complete - A run has succeeded.
 * @fires {RecognizeCancelEvent} recognize-cancel - A run was cancelled.
 * @fires {RecognizeErrorEvent} recognize-error - A run, or a call of the list, has failed.
 *
 * @slot header - Above the content.
 * @slot consent - Your text about consent, above the button that starts a run.
 * @slot alternative - A way without a face, which is visible in every state.
 *
 * @csspart panel - The frame of the element.
 * @csspart title - The heading.
 * @csspart text - The text below the heading.
 * @csspart button - Every button with a text.
 * @csspart start - The button that starts a run.
 * @csspart cancel - The button that cancels a run.
 * @csspart accept - The button that uses the picture of an enrollment.
 * @csspart retake - The button that takes another picture.
 * @csspart retry - The button that starts a run after a failure.
 * @csspart privacy - The sentence about privacy.
 * @csspart tips - The three pictures of the start screen.
 * @csspart address - The address of a page that an app shows.
 * @csspart copy-address - The button that copies the address of a page that an app shows.
 * @csspart viewfinder - The picture of the camera.
 * @csspart camera-settings - The settings of the camera during a capture.
 * @csspart camera - The list of cameras.
 * @csspart shutter - The button that chooses the moment.
 * @csspart simulated - The label of a simulated camera.
 * @csspart hint - The instruction during a capture.
 * @csspart still-trying - The question whether to go on.
 * @csspart continue - The button that goes on.
 * @csspart countdown - The remaining time of a lock.
 * @csspart handoff - The button that hands a ceremony off to a phone.
 * @csspart qr - The QR code of a hand-off.
 * @csspart link - The link of a hand-off.
 * @csspart copy - The button that copies the link.
 * @csspart code - The two digits that the desktop shows.
 * @csspart source - On the phone: the site and the browser that ask.
 * @csspart digits - On the phone: the field for the two digits.
 * @csspart decline - On the phone: the button for a person who did not ask for it.
 * @csspart picture - The drawing beside a message.
 * @csspart movement - The drawing of the movement that is asked for.
 * @csspart dialog - A modal dialog.
 *
 * @cssprop --recognize-accent - Color of main buttons and marks.
 * @cssprop --recognize-on-accent - Color of text on the accent.
 * @cssprop --recognize-surface - Background.
 * @cssprop --recognize-raised - Background of areas within the element.
 * @cssprop --recognize-text - Color of text.
 * @cssprop --recognize-quiet - Color of text of less importance.
 * @cssprop --recognize-line - Color of lines.
 * @cssprop --recognize-border - Color of the borders of fields and buttons.
 * @cssprop --recognize-good - Color of success.
 * @cssprop --recognize-danger - Color of failure and of buttons that remove something.
 * @cssprop --recognize-radius - Radius of corners.
 * @cssprop --recognize-font - The CSS shorthand `font`.
 * @cssprop --recognize-width - The largest width.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface only types methods of the platform.
export abstract class RecognizeElement extends BooleanPropertyElement {
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
    previousModels: { attribute: 'previous-models' },
    matcherKey: { attribute: 'matcher-key' },
    execution: {},
    liveness: {},
    camera: {},
    liveRegion: { attribute: 'live-region' },
  };

  static override styles = [theme, baseStyles];

  /** The id of the user in your backend. */
  declare recognizeId: string | undefined;
  /** Replaces texts of the language pack by the same keys. */
  declare labels: Labels;
  /** Colors: those of the system, or fixed. */
  declare theme: 'auto' | 'light' | 'dark';
  /** Reduces the space around the content. */
  declare compact: boolean;
  /** URL of the folder with workers, wasm and models. Another origin only as a property. */
  declare assetsBase: string | undefined;
  /** URL of another manifest. Another origin only as a property. */
  declare models: string | undefined;
  /** URL of the manifest that the site used before, for people who enrolled with it. Another origin only as a property. */
  declare previousModels: string | undefined;
  /** The pinned public key of the matcher: 64 bytes as base64url. */
  declare matcherKey: string | undefined;
  /** `webgpu` tests WebGPU and falls back to WebAssembly, which the other values use. */
  declare execution: 'auto' | 'wasm' | 'webgpu';
  /** Raises the level of the liveness check above the one of the authorization; it cannot lower it. */
  declare liveness: 'off' | 'passive' | 'active' | undefined;
  /** `user`, `environment`, a device id, or `<scheme>:<name>` of a registered camera. */
  declare camera: string;
  /** `off` if the page announces changes to screen readers itself. */
  declare liveRegion: 'polite' | 'off';

  /** Texts, and the tags of texts and dates. */
  protected readonly localized = new ElementTexts(this, () => assetsUrl(this));
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

  /** Versions, effective execution and timings, without biometric data. */
  abstract get diagnostics(): Diagnostics;

  protected get texts(): Pack {
    return this.localized.pack;
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
    const options = clientOptions(this);
    const key = JSON.stringify(options);
    if (this.#client?.key !== key) {
      this.#client?.recognize.close();
      const recognize = createRecognize({
        host: (request, signal) => sendToPage(this, request, signal),
        ...options,
      });
      this.#client = { key, recognize };
    }
    return this.#client.recognize;
  }

  /** Checks what the page has set. Subclasses add their own attributes. @throws RecognizeError `usage/*` */
  protected checkUsage(): void {
    checkSettings(this);
  }

  /** Shows an error and dispatches `recognize-error`. A run that is under way ends. */
  protected abstract fail(error: RecognizeError): void;

  /** Waits for the texts in the language of the element; without a promise if they are there, so that an update takes no longer. */
  protected override scheduleUpdate() {
    const texts = this.localized.prepare();
    // The language may have changed in the meantime.
    return texts === undefined ? super.scheduleUpdate() : texts.then((): unknown => this.scheduleUpdate());
  }

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
}
