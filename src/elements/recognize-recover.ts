import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { RecoverResult } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import type { RunOptions } from '../client/run-state.ts';
import { requireSet } from '../client/usage.ts';
import { isUnset } from '../errors.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';
import { inheritSettings } from './view/inherit-settings.ts';

/**
 * `<recognize-recover>`: binds this browser with a client state and a live face; with `review-devices` it then shows the list of devices.
 *
 * @fires {RecognizeDevicesChangeEvent} recognize-devices-change - The backend has changed a device.
 *
 * @csspart replace - The button that replaces an unused device.
 * @csspart devices - The review of the devices, whose parts are also parts of this element.
 * @csspart list - The list of devices.
 * @csspart device - A device in the list.
 * @csspart own - The mark of this browser.
 * @csspart group - A heading in a long list.
 * @csspart scroll - The area in which a long list scrolls.
 * @csspart icon-button - A button with a drawing.
 * @csspart error - A failure of the list.
 */
export class RecognizeRecover extends CeremonyElement<RecoverResult> {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    clientState: { attribute: 'client-state' },
    deviceName: { attribute: 'device-name' },
    reviewDevices: { type: Boolean, attribute: 'review-devices' },
  };

  /** The string that an enrollment created and the backend stored. */
  declare clientState: string | undefined;
  /** Name of this browser in the list of devices. */
  declare deviceName: string | undefined;
  /** After a success, asks whether the person still has the other browsers, and shows the list of devices. */
  declare reviewDevices: boolean;

  constructor() {
    super();
    this.reviewDevices = false;
  }

  protected override get intro(): Intro {
    return this.texts.recover;
  }

  protected override get requiredValues(): readonly unknown[] {
    return [this.recognizeId, this.clientState, this.authorization];
  }

  protected override get bindsDevice(): boolean {
    return true;
  }

  protected override perform(
    client: Recognize,
    options: RunOptions<RecoverResult>,
    replaceUnused: boolean,
  ): Promise<RecoverResult> {
    const input = {
      recognizeId: requireSet('recognize-id', this.recognizeId),
      clientState: requireSet('client-state', this.clientState),
      authorization: requireSet('authorization', this.authorization),
      ...(isUnset(this.deviceName) ? {} : { deviceName: this.deviceName }),
      replaceUnused,
    };
    return client.recover(input, options);
  }

  protected override review(): TemplateResult | undefined {
    if (!this.reviewDevices) return undefined;
    return html`<recognize-devices
      part="devices"
      exportparts="title, text, list, device, own, group, scroll, icon-button, button, error, dialog"
      embedded
      review
      ${inheritSettings(this)}
    ></recognize-devices>`;
  }
}
