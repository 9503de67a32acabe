import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { recover } from '../ceremonies/recover.ts';
import type { CeremonyContext } from '../ceremonies/types.ts';
import { RecognizeError } from '../errors.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';
import { takenOver } from './view/taken-over.ts';

/** `<recognize-recover>`: client state + live face → this browser is bound; then, when asked for, the review of older devices. */
export class RecognizeRecover extends CeremonyElement {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    clientState: { attribute: 'client-state' },
    deviceName: { attribute: 'device-name' },
    reviewDevices: { type: Boolean, attribute: 'review-devices' },
  };

  declare clientState: string | undefined;
  declare deviceName: string | undefined;
  declare reviewDevices: boolean;

  constructor() {
    super();
    this.reviewDevices = false;
  }

  protected override get intro(): Intro {
    return this.texts.recover;
  }

  protected override async perform(context: CeremonyContext): Promise<unknown> {
    const { recognizeId, clientState, authorization = '', deviceName } = this;
    if (!recognizeId)
      throw new RecognizeError('client-state/wrong-person', { detail: 'recognize-id is not set' });
    if (!clientState)
      throw new RecognizeError('client-state/malformed', { detail: 'client-state is not set' });
    return recover(context, {
      recognizeId,
      clientState,
      authorization,
      ...(deviceName ? { deviceName } : {}),
    });
  }

  protected override epilogue(): TemplateResult | undefined {
    if (!this.reviewDevices) return undefined;
    return html`<recognize-devices
      part="devices"
      exportparts="title, list, device, own, icon-button, button, error, dialog"
      embedded
      ${takenOver(this)}
    ></recognize-devices>`;
  }
}
