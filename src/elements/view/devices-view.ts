import { html, nothing, type TemplateResult } from 'lit';
import type { Device } from '../../client/index.ts';
import type { DeviceList } from '../../client/recognize.ts';
import type { RecognizeErrorJson } from '../../errors.ts';
import { fill, isolated } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';
import { containKeyEvents } from './contain-key-events.ts';
import { deviceRow } from './device-row.ts';
import { errorMessage } from './error-message.ts';

interface DevicesView {
  readonly texts: Pack;
  /** BCP 47 tag of the texts. */
  readonly language: string;
  /** BCP 47 tag of dates. */
  readonly locale: string;
  readonly list: DeviceList | undefined;
  readonly error: RecognizeErrorJson | undefined;
  /** Result of the last change, for the screen and for screen readers. */
  readonly message: string;
  readonly loading: boolean;
  readonly busy: boolean;
  /** Whether screen readers announce messages and errors. */
  readonly live: boolean;
  readonly canRename: boolean;
  readonly canAdd: boolean;
  /** Id of the device whose name form is open. */
  readonly renaming: string | undefined;
  /** The device whose removal is to be confirmed. */
  readonly removing: Device | undefined;
  /** Sets up one more device. */
  readonly enrollment: TemplateResult | undefined;
  readonly openRename: (device: Device) => void;
  readonly rename: (device: Device, name: string) => void;
  /** Opens the dialog that confirms a removal; without a device it closes the dialog. */
  readonly confirmRemove: (device?: Device) => void;
  readonly remove: (device: Device) => void;
  readonly add: () => void;
  readonly reload: () => void;
}

/** Everything that the list of devices renders. */
export function devicesView(view: DevicesView): TemplateResult {
  const { texts, list, error, removing, enrollment } = view;
  const { title, loading, empty, add } = texts.devices;
  const quiet = (text: string) => html`<p class="quiet">${text}</p>`;
  return html`<section part="panel" class="panel" lang=${view.language} dir=${texts.direction} tabindex="-1" aria-busy=${view.busy}>
    <slot name="header"></slot>
    <h2 part="title">${title}</h2>
    <p class="message" role="status" aria-live=${view.live ? 'polite' : 'off'}>${view.message}</p>
    ${error === undefined ? nothing : errorBox(view, error)}
    ${view.loading ? quiet(loading) : nothing}
    ${list?.devices.length === 0 ? quiet(empty) : nothing}
    <ul part="list">
      ${list?.devices.map((device) => row(view, device))}
    </ul>
    ${removing === undefined ? nothing : removeDialog(view, removing)}
    ${enrollment ?? nothing}
    ${
      view.canAdd
        ? html`<button part="button" class="plain" ?disabled=${view.busy} @click=${view.add}>${add}</button>`
        : nothing
    }
    <slot name="alternative"></slot>
  </section>`;
}

function row(view: DevicesView, device: Device): TemplateResult {
  const { texts, locale, list, canRename, renaming } = view;
  return deviceRow({
    device,
    texts,
    locale,
    canRename,
    own: device.deviceId === list?.own,
    renaming: device.deviceId === renaming,
    openRename: () => view.openRename(device),
    rename: (name) => view.rename(device, name),
    remove: () => view.confirmRemove(device),
  });
}

function errorBox({ texts, live, reload }: DevicesView, error: RecognizeErrorJson): TemplateResult {
  const { title, text } = errorMessage(texts, error);
  return html`<div part="error" class="error" role=${live ? 'alert' : nothing}>
    <p><strong>${title}</strong> ${text}</p>
    <button part="button" class="plain" @click=${reload}>${texts.devices.reload}</button>
  </div>`;
}

/** `close` returns the focus to the control that had it before the dialog. */
const closeDialog = (event: Event) => (event.target as Element).closest('dialog')?.close();

function removeDialog({ texts, list, confirmRemove, remove }: DevicesView, device: Device): TemplateResult {
  const { removeTitle, removeText, removeOwnText, keep, confirm } = texts.devices;
  const text = device.deviceId === list?.own ? removeOwnText : removeText;
  return html`<dialog part="dialog" aria-labelledby="question" aria-describedby="consequence" @close=${() => confirmRemove()} ${containKeyEvents()}>
    <h3 id="question">${fill(removeTitle, { name: isolated(device.name) })}</h3>
    <p id="consequence">${text}</p>
    <div class="buttons">
      <button part="button" class="plain" @click=${closeDialog}>${keep}</button>
      <button part="button" class="danger" @click=${() => remove(device)}>${confirm}</button>
    </div>
  </dialog>`;
}
