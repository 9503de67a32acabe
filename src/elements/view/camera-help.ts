import { html, nothing, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { RecognizeErrorCode } from '../../errors.ts';
import type { CeremonyView, Content } from './content.ts';

/** Instead of the text of an error: where this browser keeps a denied permission. */
export function helpText({ texts, cameraHelp }: CeremonyView, code: RecognizeErrorCode): string | undefined {
  const { allow, continues } = cameraHelp;
  if (code !== 'camera/denied' || allow === undefined) return undefined;
  return continues ? `${allow} ${texts.cameraControl.continues}` : allow;
}

/** In a page that an app shows: the address for a browser, and the button that copies it. */
export function copyAddress(
  { texts, cameraHelp }: CeremonyView,
  code: RecognizeErrorCode,
): TemplateResult | typeof nothing {
  if (code !== 'environment/opened-in-app') return nothing;
  const field = createRef<HTMLInputElement>();
  return html`<div class="link">
    <input part="address" readonly dir="ltr" aria-label=${texts.prepare.address} .value=${location.href} ${ref(field)} />
    <button part="button copy-address" class="primary" @click=${() => cameraHelp.copyAddress(field.value!)}>
      ${cameraHelp.copied ? texts.handoff.copied : texts.prepare.copyAddress}
    </button>
  </div>`;
}

/** What a screen reader says after that. */
export const spokenWhenCopied = ({ texts, cameraHelp }: CeremonyView): Pick<Content, 'spoken'> =>
  cameraHelp.copied ? { spoken: texts.handoff.copied } : {};
