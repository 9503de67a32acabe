import { html, type TemplateResult } from 'lit';
import type { HandoffDetail } from '../../events.ts';
import type { Pack } from '../../i18n/types.ts';
import { qrCode } from './qr-code.ts';

/** What the desktop shows while it waits for the phone: QR code, link and code. */
export function handoffCard(
  { handoff: texts }: Pack,
  { url, code }: HandoffDetail,
  copied: boolean,
  copy: () => void,
): TemplateResult {
  return html`${qrCode(url, texts.qr)}
    <p part="text">${texts.scan}</p>
    <div class="link">
      <input part="link" readonly dir="ltr" aria-label=${texts.link} .value=${url} @focus=${selectAll} />
      <button part="button copy" class="plain" @click=${copy}>${copied ? texts.copied : texts.copy}</button>
    </div>
    <p part="text">${texts.code}</p>
    <output part="code" class="code" dir="ltr">${code}</output>`;
}

const selectAll = ({ currentTarget }: Event): void => (currentTarget as HTMLInputElement).select();
