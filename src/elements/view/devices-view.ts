import { html, nothing, type TemplateResult } from 'lit';
import type { DeviceList } from '../../ceremonies/devices.ts';
import type { RecognizeErrorJson } from '../../errors.ts';
import { fill, isolated } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';
import { deviceRow } from './device-row.ts';
import { failureText } from './failure.ts';

type Device = DeviceList['devices'][number];

export interface DevicesView {
  readonly texts: Pack;
  readonly locale: string;
  readonly list: DeviceList | undefined;
  readonly error: RecognizeErrorJson | undefined;
  readonly said: string;
  readonly loading: boolean;
  readonly busy: boolean;
  readonly live: boolean;
  readonly canRename: boolean;
  readonly canAdd: boolean;
  /** Id of the device whose name is changed. */
  readonly editing: string | undefined;
  /** The device whose removal is asked about. */
  readonly removing: Device | undefined;
  /** Sets up a further device. */
  readonly enrollment: TemplateResult | undefined;
  readonly edit: (device: Device) => void;
  readonly rename: (device: Device, name: string) => void;
  /** Asks whether to remove; without a device it asks no more. */
  readonly ask: (device?: Device) => void;
  readonly remove: (device: Device) => void;
  readonly add: () => void;
  readonly reload: () => void;
}

/** The browser gives the focus back to where it was before the dialog. */
const close = (event: Event) => (event.target as Element).closest('dialog')?.close();

/** Everything that the list of devices shows. */
export function devicesView(view: DevicesView): TemplateResult {
  const { texts, list, error, removing, enrollment } = view;
  const { title, loading, empty, add } = texts.devices;
  const quiet = (text: string) => html`<p class="quiet">${text}</p>`;
  return html`<section part="panel" class="panel" lang=${view.locale} dir=${texts.direction} tabindex="-1" aria-busy=${view.busy}>
    <slot name="header"></slot>
    <h2 part="title">${title}</h2>
    <p class="said" role="status" aria-live=${view.live ? 'polite' : 'off'}>${view.said}</p>
    ${error === undefined ? nothing : failure(view, error)}
    ${view.loading ? quiet(loading) : nothing}
    ${list?.devices.length === 0 ? quiet(empty) : nothing}
    <ul part="list">
      ${list?.devices.map((device) => row(view, device))}
    </ul>
    ${removing === undefined ? nothing : question(view, removing)}
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
  const { texts, locale, list, canRename, editing } = view;
  return deviceRow({
    device,
    texts,
    locale,
    canRename,
    own: device.deviceId === list?.own,
    editing: device.deviceId === editing,
    edit: () => view.edit(device),
    rename: (name) => view.rename(device, name),
    remove: () => view.ask(device),
  });
}

function failure({ texts, live, reload }: DevicesView, error: RecognizeErrorJson): TemplateResult {
  const { title, text } = failureText(texts, error);
  return html`<div part="error" class="error" role=${live ? 'alert' : nothing}>
    <p><strong>${title}</strong> ${text}</p>
    <button part="button" class="plain" @click=${reload}>${texts.devices.reload}</button>
  </div>`;
}

function question({ texts, list, ask, remove }: DevicesView, device: Device): TemplateResult {
  const { removeTitle, removeText, removeOwnText, keep, confirm } = texts.devices;
  const text = device.deviceId === list?.own ? removeOwnText : removeText;
  return html`<dialog part="dialog" aria-labelledby="question" aria-describedby="consequence" @close=${() => ask()}>
    <h3 id="question">${fill(removeTitle, { name: isolated(device.name) })}</h3>
    <p id="consequence">${text}</p>
    <div class="buttons">
      <button part="button" class="plain" @click=${close}>${keep}</button>
      <button part="button" class="danger" @click=${() => remove(device)}>${confirm}</button>
    </div>
  </dialog>`;
}
