import { html, nothing, type TemplateResult } from 'lit';
import type { RunningState } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';

const BYTES_PER_MEGABYTE = 1e6;

/** How much of a slow download has arrived. Screen readers do not announce it, because it changes all the time. */
export function downloaded(
  { prepare }: Pack,
  language: string,
  state: RunningState,
): TemplateResult | typeof nothing {
  if ((state.step !== 'loading' && state.step !== 'permission') || !state.slow) return nothing;
  return html`<span class="downloaded" aria-hidden="true">${megabytes(prepare.megabytes, language, state)}</span>`;
}

/**
 * @param template with `{loaded}` and `{total}`
 * @example
 * megabytes('{loaded} of {total}', 'en', { loaded: 3_100_000, total: 16_040_000 }) // '3.1 of 16 MB'
 */
export function megabytes(
  template: string,
  language: string,
  { loaded, total }: { readonly loaded: number; readonly total: number },
): string {
  const all = Math.round(total / BYTES_PER_MEGABYTE);
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const formatTotal = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 0,
  });
  return template
    .replace('{loaded}', format.format(Math.min(loaded / BYTES_PER_MEGABYTE, all)))
    .replace('{total}', formatTotal.format(all));
}
