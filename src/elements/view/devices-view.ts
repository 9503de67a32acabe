import { html, nothing, type TemplateResult } from 'lit';
import type { DeviceList } from '../../client/device-management.ts';
import type { Device } from '../../client/index.ts';
import type { RecognizeErrorJson } from '../../errors.ts';
import { fill, isolated } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';
import { otherBrowsers } from './device-groups.ts';
import { deviceListView } from './device-list-view.ts';
import { deviceReview, type ReviewAnswer } from './device-review.ts';
import { deviceRow } from './device-row.ts';
import { errorMessage } from './error-message.ts';
import { removeDialog } from './remove-dialog.ts';

interface DevicesView {
  readonly texts: Pack;
  /** BCP 47 tag of the texts. */
  readonly language: string;
  /** BCP 47 tag of dates. */
  readonly locale: string;
  readonly list: DeviceList | undefined;
  readonly error: RecognizeErrorJson | undefined;
  /** The device whose removal has failed with `error`. */
  readonly notRemoved: Device | undefined;
  /** Result of the last change, for the screen and for screen readers. */
  readonly message: string;
  readonly loading: boolean;
  readonly busy: boolean;
  /** Whether screen readers announce messages and errors. */
  readonly live: boolean;
  readonly canRename: boolean;
  readonly canAdd: boolean;
  /** Whether the person is asked about the other browsers first. */
  readonly review: boolean;
  readonly answer: ReviewAnswer;
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
  readonly setAnswer: (answer: ReviewAnswer) => void;
}

/** Everything that the list of devices renders. */
export function devicesView(view: DevicesView): TemplateResult {
  const { texts, error, removing, enrollment } = view;
  const title = isAsking(view) ? texts.devices.review.question : texts.devices.title;
  return html`<section part="panel" class="panel" aria-label=${title} lang=${view.language} dir=${texts.direction} tabindex="-1" aria-busy=${view.busy}>
    <slot name="header"></slot>
    <h2 part="title">${title}</h2>
    <p class="message" role="status" aria-live=${view.live ? 'polite' : 'off'}>${view.message}</p>
    ${error === undefined ? nothing : errorBox(view, error)}
    ${view.loading ? html`<p class="quiet">${texts.devices.loading}</p>` : nothing}
    ${devices(view)}
    ${removing === undefined ? nothing : dialog(view, removing)}
    ${enrollment ?? nothing}
    ${
      view.canAdd && !isAsking(view)
        ? html`<button part="button" class="plain" ?disabled=${view.busy} @click=${view.add}>${texts.devices.add}</button>`
        : nothing
    }
    <slot name="alternative"></slot>
  </section>`;
}

/** Without another browser there is nothing to ask. While the list loads there most likely is one, so that the title stays the same. */
function isAsking({ review, answer, list, loading }: DevicesView): boolean {
  if (!review || answer !== undefined) return false;
  return list === undefined ? loading : otherBrowsers(list).length > 0;
}

function devices(view: DevicesView): unknown {
  const { texts, list, review, answer, setAnswer } = view;
  if (list === undefined || answer === 'yes') return nothing;
  if (list.devices.length === 0) return html`<p class="quiet">${texts.devices.empty}</p>`;
  if (isAsking(view))
    return deviceReview({
      devices: otherBrowsers(list),
      texts: texts.devices,
      row: (device) => deviceRow(shown(view, device)),
      answer: setAnswer,
    });
  const rows = deviceListView(list, texts, (device) => row(view, device));
  if (!review || answer === undefined) return rows;
  return html`<p part="text">${texts.devices.review.remove}</p>
    ${rows}
    <button part="button" class="plain" @click=${() => setAnswer('yes')}>${texts.devices.done}</button>`;
}

const shown = ({ texts, language, locale, list }: DevicesView, device: Device) => ({
  device,
  texts,
  language,
  locale,
  own: device.deviceId === list?.own,
});

function row(view: DevicesView, device: Device): TemplateResult {
  const change = {
    canRename: view.canRename,
    renaming: device.deviceId === view.renaming,
    openRename: () => view.openRename(device),
    rename: (name: string) => view.rename(device, name),
    remove: () => view.confirmRemove(device),
  };
  return deviceRow({ ...shown(view, device), change });
}

/** What has failed, why, and a button that repeats it. */
function errorBox(view: DevicesView, error: RecognizeErrorJson): TemplateResult {
  const { texts, live, notRemoved } = view;
  const { title, text } = errorMessage(texts, error);
  const name = notRemoved && isolated(notRemoved.name);
  const summary = name === undefined ? title : fill(texts.devices.removeFailed, { name });
  const repeat = notRemoved === undefined ? view.reload : () => view.remove(notRemoved);
  return html`<div part="error" class="error" role=${live ? 'alert' : nothing}>
    <p><strong>${summary}</strong> ${text}</p>
    <button part="button" class="plain" ?disabled=${view.busy} @click=${repeat}>${texts.devices.reload}</button>
  </div>`;
}

const dialog = ({ texts, list, confirmRemove, remove }: DevicesView, device: Device): TemplateResult =>
  removeDialog({
    device,
    own: device.deviceId === list?.own,
    texts: texts.devices,
    closed: () => confirmRemove(),
    remove: () => remove(device),
  });
