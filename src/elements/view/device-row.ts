import { html, nothing, svg, type TemplateResult } from 'lit';
import type { DeviceList } from '../../ceremonies/devices.ts';
import { fill } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';

export interface DeviceRow {
  readonly device: DeviceList['devices'][number];
  readonly own: boolean;
  readonly texts: Pack;
  readonly locale: string;
  readonly canRename: boolean;
  readonly editing: boolean;
  readonly edit: () => void;
  readonly rename: (name: string) => void;
  readonly remove: () => void;
}

const signs = {
  SDK: svg`<rect x="3" y="4" width="18" height="12" rx="2" /><path d="M8 20h8M12 16v4" />`,
  BACKUP: svg`<path d="M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4" />`,
  TEMPORARY: svg`<circle cx="12" cy="13" r="8" /><path d="M12 9v4l3 2M9 2h6" />`,
};

/** One client device. */
export function deviceRow(row: DeviceRow): TemplateResult {
  const { device } = row;
  return html`<li part="device" class="device" data-device=${device.deviceId}>
    <svg class="sign" viewBox="0 0 24 24" aria-hidden="true">${signs[device.type]}</svg>
    ${row.editing ? nameForm(row) : nameLine(row)}
    <p class="facts quiet">${facts(row).map((fact) => html`<span>${fact}</span> `)}</p>
    ${row.editing ? nothing : actions(row)}
  </li>`;
}

function actions(row: DeviceRow): TemplateResult {
  const { device, texts } = row;
  return html`<div class="actions">
      ${
        row.canRename
          ? iconButton(
              fill(texts.devices.rename, { name: device.name }),
              svg`<path d="EvaluateResponse 20l1-4L16 5l3 3L8 19zM14 7l3 3" />`,
              row.edit,
            )
          : nothing
      }
      ${iconButton(
        fill(texts.devices.remove, { name: device.name }),
        svg`<path d="FinishRequest 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5" />`,
        row.remove,
      )}
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
    rename(new FormData(form).get('name') as string);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape') rename('');
  };
  return html`<form @submit=${submit} @keydown=${leave}>
    <input name="name" dir="auto" maxlength="80" required .value=${device.name} aria-label=${fill(texts.devices.nameOf, { name: device.name })} />
    <button part="button" class="plain small">${texts.devices.save}</button>
  </form>`;
}

function facts({ device, texts: { devices }, locale }: DeviceRow): string[] {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const on = (text: string, time: number) => fill(text, { date: dates.format(time) });
  const made = [device.browser, device.system].filter(Boolean).join(', ');
  return [
    ...(devices.types[device.type] === device.name ? [] : [devices.types[device.type]]),
    ...(made && made !== device.name ? [made] : []),
    on(devices.created, device.created),
    device.lastUsed === undefined ? devices.never : on(devices.lastUsed, device.lastUsed),
    ...(device.expires === undefined ? [] : [on(devices.expires, device.expires)]),
  ];
}

function iconButton(label: string, shape: ReturnType<typeof svg>, act: () => void): TemplateResult {
  return html`<button part="icon-button" class="icon" aria-label=${label} title=${label} @click=${act}>
    <svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>
  </button>`;
}
