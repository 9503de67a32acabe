import { html, nothing, type TemplateResult } from 'lit';
import type { RecognizeErrorCode } from '../../errors.ts';
import type { CeremonyView } from './content.ts';

/** Instead of the text of an error: where this browser keeps a denied permission. */
export function helpText({ texts, cameraHelp }: CeremonyView, code: RecognizeErrorCode): string | undefined {
  const { allow, continues } = cameraHelp;
  if (code !== 'camera/denied' || allow === undefined) return undefined;
  return continues ? `${allow} ${texts.cameraControl.continues}` : allow;
}

/** The button of a page that an app shows: it copies the address for a browser. */
export function copyAddressButton(
  { texts, cameraHelp }: CeremonyView,
  code: RecognizeErrorCode,
): TemplateResult | typeof nothing {
  if (code !== 'environment/opened-in-app') return nothing;
  return html`<button part="button copy-address" class="primary" @click=${cameraHelp.copyAddress}>
    ${cameraHelp.copied ? texts.handoff.copied : texts.prepare.copyAddress}
  </button>`;
}
