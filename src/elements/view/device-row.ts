import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Device } from '../../client/index.ts';
import { fill } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';
import { containKeyEvents } from './contain-key-events.ts';
import { deviceIcon } from './device-icons.ts';
import { softwareName } from './device-names.ts';
import { timeSentence } from './relative-time.ts';

/** What the row of a device shows. Without `change` it has no buttons. */
export interface DeviceRow {
  readonly device: Device;
  /** Whether the device is this browser. */
  readonly own: boolean;
  readonly texts: Pack;
  /** BCP 47 tag of the texts. */
  readonly language: string;
  /** BCP 47 tag of dates. */
  readonly locale: string;
  readonly change?: DeviceActions;
}

interface DeviceActions {
  readonly canRename: boolean;
  /** Whether the form for the name is open. */
  readonly renaming: boolean;
  readonly openRename: () => void;
  /** Called with the new name; with the empty string to leave the form. */
  readonly rename: (name: string) => void;
  readonly remove: () => void;
}

const PENCIL = svg`<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3" />`;
const CROSS = svg`<path d="M6 6l12 12M18 6L6 18" />`;
const BIN = svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5" />`;

/** One client device. */
export function deviceRow(row: DeviceRow): TemplateResult {
  const { device, texts, change } = row;
  return html`<li part="device" class="device" data-device=${device.deviceId}>
    ${deviceIcon(device, texts.devices)}
    ${change?.renaming ? nameForm(row, change) : nameLine(row)}
    <p class="facts quiet">${facts(row).map((fact) => html`<span>${fact}</span> `)}</p>
    ${change === undefined || change.renaming ? nothing : actions(row, change)}
  </li>`;
}

function actions({ device: { name }, texts: { devices } }: DeviceRow, change: DeviceActions): TemplateResult {
  const { canRename, openRename, remove } = change;
  return html`<div class="actions">
    ${canRename ? iconButton(fill(devices.rename, { name }), PENCIL, openRename) : nothing}
    ${iconButton(fill(devices.remove, { name }), BIN, remove)}
  </div>`;
}

const nameLine = ({ device, own, texts }: DeviceRow): TemplateResult =>
  html`<p class="name">
    <bdi>${device.name}</bdi>${own ? html` <span part="own" class="own">${texts.devices.own}</span>` : nothing}
  </p>`;

function nameForm({ device, texts }: DeviceRow, { rename }: DeviceActions): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    rename(String(new FormData(form).get('name')));
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    // Escape also ends the composition of a character.
    if (event.key !== 'Escape' || event.isComposing) return;
    // The browser would also close the dialog of the page that the element is in.
    event.preventDefault();
    rename('');
  };
  return html`<form @submit=${submit} @keydown=${closeOnEscape} ${containKeyEvents()}>
    <input name="name" dir="auto" maxlength="80" required .value=${device.name} aria-label=${fill(texts.devices.nameOf, { name: device.name })} />
    <button part="button" class="plain small">${texts.devices.save}</button>
    ${iconButton(texts.cancel, CROSS, () => rename(''))}
  </form>`;
}

/** Type, browser and times, as far as they add to the name and the icon. */
function facts({ device, texts: { devices }, language, locale }: DeviceRow): unknown[] {
  const { name, type, created, lastUsed, expires } = device;
  const now = Date.now();
  const sentence = (template: string, time: number, isPast: boolean) =>
    timeSentence({ template, time, now, isPast, language, locale });
  const known = type === 'SDK' ? softwareName(device, devices) : devices.types[type];
  return [
    ...(known === undefined || name.startsWith(known) ? [] : [known]),
    sentence(devices.created, created, true),
    lastUsed === undefined ? devices.never : sentence(devices.lastUsed, lastUsed, true),
    ...(expires === undefined
      ? []
      : [sentence(expires > now ? devices.expires : devices.expired, expires, false)]),
  ];
}

function iconButton(label: string, icon: SVGTemplateResult, action: () => void): TemplateResult {
  return html`<button part="icon-button" class="icon" type="button" aria-label=${label} title=${label} @click=${action}>
    <svg viewBox="0 0 24 24" aria-hidden="true">${icon}</svg>
  </button>`;
}
