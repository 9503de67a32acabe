import { html, type TemplateResult } from 'lit';
import type { HandoffDetail } from '../../events.ts';
import type { Pack } from '../../i18n/types.ts';
import { illustrations } from './illustrations.ts';
import { qrCode } from './qr-code.ts';

export interface HandoffContent {
  readonly above: TemplateResult;
  /** Announced by screen readers. */
  readonly message: TemplateResult | undefined;
  /** How to use what is above. */
  readonly below?: TemplateResult;
  /** Announced by screen readers; not visible there. */
  readonly spoken?: string;
}

/** The button that begins a hand-off. @param primary whether it is the only way to start */
export const phoneButton = ({ handoff }: Pack, primary: boolean, start: () => void): TemplateResult =>
  html`<button part="button handoff" class=${primary ? 'primary' : 'plain'} @click=${start}>${handoff.start}</button>`;

/** What the desktop shows while a phone carries the ceremony out. */
export const handoffContent =
  (texts: Pack, copied: boolean, copy: (url: string) => void) =>
  (detail: HandoffDetail | undefined): HandoffContent => {
    if (detail?.state === 'waiting')
      return {
        above: qrCode(detail.url, texts.handoff.qr),
        message: undefined,
        below: instructions(texts, detail, copied, () => copy(detail.url)),
        ...(copied ? { spoken: texts.handoff.copied } : {}),
      };
    const text = detail === undefined ? texts.loading : texts.handoff.taken;
    const message = html`<p part="hint" class="hint">${text}</p>`;
    return { above: html`${illustrations.phone}`, message };
  };

/** What to do with the QR code, the code that the phone asks for, and a link in place of the QR code. */
function instructions(
  { handoff: texts }: Pack,
  { url, code }: HandoffDetail,
  copied: boolean,
  copy: () => void,
): TemplateResult {
  return html`<p part="text">${texts.scan}</p>
    <p part="text">${texts.code}</p>
    <output part="code" class="code" dir="ltr">${code}</output>
    <div class="link">
      <input part="link" readonly dir="ltr" aria-label=${texts.link} .value=${url} @focus=${selectAll} />
      <button part="button copy" class="plain" @click=${copy}>${copied ? texts.copied : texts.copy}</button>
    </div>`;
}

const selectAll = ({ currentTarget }: Event): void => (currentTarget as HTMLInputElement).select();
