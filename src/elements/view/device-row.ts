import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Device } from '../../client/index.ts';
import { fill } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';
import { containKeyEvents } from './contain-key-events.ts';

interface DeviceRow {
  readonly device: Device;
  /** Whether the device is this browser. */
  readonly own: boolean;
  readonly texts: Pack;
  readonly locale: string;
  readonly canRename: boolean;
  /** Whether the form for the name is open. */
  readonly renaming: boolean;
  readonly openRename: () => void;
  /** Called with the new name; with the empty string to leave the form. */
  readonly rename: (name: string) => void;
  readonly remove: () => void;
}

const TYPE_ICONS = {
  SDK: svg`<rect x="3" y="4" width="18" height="12" rx="2" /><path d="M8 20h8M12 16v4" />`,
  BACKUP: svg`<path d="M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4" />`,
  TEMPORARY: svg`<circle cx="12" cy="13" r="8" /><path d="M12 9v4l3 2M9 2h6" />`,
};
const PENCIL = svg`<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3" />`;
const BIN = svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5" />`;

/** One client device. */
export function deviceRow(row: DeviceRow): TemplateResult {
  const { device } = row;
  return html`<li part="device" class="device" data-device=${device.deviceId}>
    <svg class="sign" viewBox="0 0 24 24" aria-hidden="true">${TYPE_ICONS[device.type]}</svg>
    ${row.renaming ? nameForm(row) : nameLine(row)}
    <p class="facts quiet">${facts(row).map((fact) => html`<span>${fact}</span> `)}</p>
    ${row.renaming ? nothing : actions(row)}
  </li>`;
}

function actions({ device: { name }, texts: { devices }, canRename, openRename, remove }: DeviceRow) {
  return html`<div class="actions">
    ${canRename ? iconButton(fill(devices.rename, { name }), PENCIL, openRename) : nothing}
    ${iconButton(fill(devices.remove, { name }), BIN, remove)}
  </div>`;
}

const nameLine = ({ device, own, texts }: DeviceRow): TemplateResult =>
  html`<p class="name">
    <bdi>${device.name}</bdi>${own ? html` <span part="own" class="own">${texts.devices.own}</span>` : nothing}
  </p>`;

function nameForm({ device, texts, rename }: DeviceRow): TemplateResult {
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
  </form>`;
}

/** Type, browser and dates, as far as they add to the name. */
function facts({ device, texts: { devices }, locale }: DeviceRow): string[] {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const dated = (text: string, time: number) => fill(text, { date: dates.format(time) });
  const type = devices.types[device.type];
  const software = [device.browser, device.system].filter(Boolean).join(', ');
  return [
    ...(type === device.name ? [] : [type]),
    ...(software && software !== device.name ? [software] : []),
    dated(devices.created, device.created),
    device.lastUsed === undefined ? devices.never : dated(devices.lastUsed, device.lastUsed),
    ...(device.expires === undefined ? [] : [dated(devices.expires, device.expires)]),
  ];
}

function iconButton(label: string, icon: SVGTemplateResult, action: () => void): TemplateResult {
  return html`<button part="icon-button" class="icon" aria-label=${label} title=${label} @click=${action}>
    <svg viewBox="0 0 24 24" aria-hidden="true">${icon}</svg>
  </button>`;
}
