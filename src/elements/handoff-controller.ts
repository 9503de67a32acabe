import { nothing, type ReactiveElement, type TemplateResult } from 'lit';
import { hasCamera } from '../client/has-camera.ts';
import type { PhoneCeremony } from '../client/index.ts';
import { attribute, invalidSetting } from '../client/usage.ts';
import type { RecognizeError } from '../errors.ts';
import type { HandoffDetail } from '../events.ts';
import type { Intro, Pack } from '../i18n/types.ts';
import { CopiedText } from './copied-text.ts';
import { PhoneController } from './phone-controller.ts';
import { type HandoffContent, handoffContent, phoneButton } from './view/handoff-view.ts';
import { type PhoneCard, phoneCard } from './view/phone-view.ts';

type HandoffElement = ReactiveElement & {
  readonly handoff: 'auto' | 'off' | 'only' | undefined;
  readonly handoffId: string | undefined;
  readonly camera: string;
};

interface HandoffActions {
  /** Starts a run on a phone. */
  readonly start: () => void;
  /** Starts the run that a desktop has handed off to this phone. */
  readonly startTaken: () => void;
  /** Opens a link with the client of the element. */
  readonly open: (link: string, signal: AbortSignal) => Promise<PhoneCeremony>;
  readonly fail: (error: RecognizeError) => void;
}

/** What the view needs to know about hand-offs. */
export interface HandoffView {
  /** Whether a run here is not offered: there is no camera, or the page wants a phone. */
  readonly only: boolean;
  /** Begins a hand-off; nothing where none is offered. */
  readonly button: TemplateResult | typeof nothing;
  /** Content of a run that a phone carries out. @param detail undefined until the link exists */
  readonly content: (detail: HandoffDetail | undefined) => HandoffContent;
  /** Content of this element on the phone, before its run. */
  readonly phone: PhoneCard | undefined;
  /** Whether this element is on the phone. */
  readonly onPhone: boolean;
}

/** Hand-offs of one ceremony element, on both sides. */
export class HandoffController {
  readonly #host: HandoffElement;
  readonly #actions: HandoffActions;
  readonly #phone: PhoneController;
  readonly #link: CopiedText;
  #hasCamera = true;

  constructor(host: HandoffElement, actions: HandoffActions) {
    this.#host = host;
    this.#actions = actions;
    this.#link = new CopiedText(host);
    this.#phone = new PhoneController(host, {
      open: async (signal) => this.#open(signal),
      onTaken: (input) => {
        // The input of the run takes the place of what a page would set.
        Object.assign(host, input);
        actions.startTaken();
      },
      onFailed: (error) => actions.fail(error),
    });
  }

  /** Whether a run of this element is carried out by a phone unless the person chooses otherwise. */
  get byDefault(): boolean {
    return this.#host.handoff === 'only';
  }

  /** Whether this element is on a phone that has not taken the ceremony over yet. */
  get isPending(): boolean {
    return Boolean(this.#host.handoffId) && !this.#phone.state.taken;
  }

  /** On the phone: opens the link. On the desktop: looks whether there is a camera. Never rejects. */
  async connect(): Promise<void> {
    if (this.isPending) return this.#phone.open();
    if (this.#host.handoff !== 'auto') return;
    this.#hasCamera = await hasCamera(this.#host.camera || 'user').catch(() => true);
    this.#host.requestUpdate();
  }

  /** Opens the link of the phone again, after a failure. Never rejects. */
  reopen(): Promise<void> {
    return this.#phone.open();
  }

  view(texts: Pack, intro: Intro): HandoffView {
    const { handoff, handoffId } = this.#host;
    const offered = handoff === 'auto' || handoff === 'only';
    const phone = () =>
      phoneCard({
        texts,
        intro,
        site: location.host,
        state: this.#phone.state,
        take: (code) => void this.#phone.take(code),
        decline: () => void this.#phone.decline(),
      });
    const only = handoff === 'only' || (offered && !this.#hasCamera);
    const content = handoffContent(texts, this.#link.copied, (url) => void this.#link.copy(url));
    return {
      only,
      button: offered && !handoffId ? phoneButton(texts, only, this.#actions.start) : nothing,
      content,
      phone: this.isPending ? phone() : undefined,
      onPhone: Boolean(handoffId),
    };
  }

  async #open(signal: AbortSignal): Promise<PhoneCeremony> {
    const opened = await this.#actions.open(this.#host.handoffId ?? '', signal);
    const tag = this.#host.localName;
    if (!tag.endsWith(opened.ceremony))
      throw invalidSetting(attribute('handoff-id'), `a link for ${tag}, not one for ${opened.ceremony}`);
    return opened;
  }
}
