import { html, nothing, type TemplateResult } from 'lit';
import type { RecognizeError } from '../../errors.ts';
import { copyAddress, spokenWhenCopied } from './camera-help.ts';
import type { CeremonyView, Content } from './content.ts';
import { errorMessage, needsCamera } from './error-message.ts';
import { illustrationFor, illustrations } from './illustrations.ts';
import { primaryAction } from './primary-action.ts';
import { tips } from './tips.ts';

/** What an element shows before its first run, and after a reset: why, how long, what helps, and what happens to the picture. */
export function startContent(view: CeremonyView): Content {
  const { texts, intro, details, start, handoff, unsupported } = view;
  if (handoff.phone !== undefined) return handoff.phone;
  if (unsupported !== undefined && !handoff.only) return unsupportedContent(view, unsupported);
  const { duration, picture } = texts.prepare;
  const startButton = html`<button part="button start" class="primary" @click=${start}>${intro.start}</button>`;
  const above = html`<h2 part="title">${intro.title}</h2>
    <p part="text">${intro.text} ${duration}</p>
    ${details ?? nothing}`;
  const below = html`${tips(texts)}
    <slot name="consent" @slotchange=${view.refresh}></slot>
    ${handoff.only ? primaryAction(handoff.button) : html`${primaryAction(startButton)} ${handoff.button}`}
    <p part="privacy" class="quiet">${texts.privacy} ${picture}</p>`;
  return { above, below };
}

/** In place of a start that would fail: what this browser lacks, and what helps. */
function unsupportedContent(view: CeremonyView, error: RecognizeError): Content {
  const { title, text } = errorMessage(view.texts, error.toJSON());
  const phone: TemplateResult | typeof nothing = needsCamera(error) ? view.handoff.button : nothing;
  return {
    above: html`${illustrations[illustrationFor(error.code)]}`,
    message: html`<h2 part="title">${title}</h2>
      <p part="text">${text}</p>`,
    below: html`${copyAddress(view, error.code)} ${phone}`,
    ...spokenWhenCopied(view),
  };
}
