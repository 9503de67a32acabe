import { html, type TemplateResult } from 'lit';
import type { DeviceList } from '../../client/device-management.ts';
import type { Device } from '../../client/index.ts';
import type { Pack } from '../../i18n/types.ts';
import { type DeviceGroup, grouped } from './device-groups.ts';

/**
 * The devices under headings. A long list scrolls inside the element; the arrow keys scroll it when it has the focus.
 *
 * @param row renders one device
 */
export function deviceListView(
  list: DeviceList,
  texts: Pack,
  row: (device: Device) => TemplateResult,
): TemplateResult {
  const groups = grouped(list, texts);
  const content = groups.map((group, index) => groupView(group, index, row));
  if (groups[0]?.heading === '') return html`${content}`;
  return html`<div part="scroll" class="scroll" role="group" aria-label=${texts.devices.title} tabindex="0">${content}</div>`;
}

function groupView(
  { heading, devices }: DeviceGroup,
  index: number,
  row: (device: Device) => TemplateResult,
): TemplateResult {
  const rows = devices.map(row);
  if (heading === '') return html`<ul part="list">${rows}</ul>`;
  return html`<h3 part="group" class="group" id="group-${index}">${heading}</h3>
    <ul part="list" aria-labelledby="group-${index}">${rows}</ul>`;
}
