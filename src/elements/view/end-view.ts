import { html, nothing, type TemplateResult } from 'lit';
import type { CancelledState, CompleteState, FailedState } from '../../client/run-state.ts';
import type { Stage } from '../../errors.ts';
import { copyAddress, helpText, spokenWhenCopied } from './camera-help.ts';
import type { CeremonyView, Content } from './content.ts';
import { canRetry, errorMessage, needsCamera } from './error-message.ts';
import { illustrationFor, illustrations } from './illustrations.ts';
import { primaryAction } from './primary-action.ts';

/** What an element shows after a success. */
export const completeContent = (view: CeremonyView, { result }: CompleteState<unknown>): Content =>
  endContent(view.intro.done, doneText(view, result), illustrations.done, view.review);

/** What an element shows after a cancellation. */
export function cancelledContent(view: CeremonyView, { stage, submitted }: CancelledState): Content {
  const { texts, intro } = view;
  const effect = submitted ? intro.cancelledLate : undefined;
  const retry = retryButton(view, texts.again, { stage });
  return endContent(texts.cancelled, effect ?? texts.cancelledText, illustrations.face, retry);
}

/** What an element shows after a failure. */
export function failedContent(view: CeremonyView, { error }: FailedState): Content {
  const { texts } = view;
  const { code } = error;
  const replace = error.replaceable ? view.replace : undefined;
  const { title, text } =
    replace === undefined ? errorMessage(texts, error.toJSON()) : texts.messages['device-replaceable'];
  const help = helpText(view, code);
  const remainingMs = () => error.remainingMs ?? 0;
  const locked = remainingMs() > 0;
  // It stays after the end of the lock, and says so.
  const countdown =
    error.remainingMs === undefined
      ? nothing
      : html`<p part="countdown">
        <recognize-countdown .remainingMs=${remainingMs} .live=${view.live}
          .texts=${texts} .language=${view.language} @over=${view.refresh}></recognize-countdown>
      </p>`;
  const consent =
    replace === undefined
      ? nothing
      : primaryAction(
          html`<button part="button replace" class="primary" @click=${replace}>${texts.replaceDevice}</button>`,
        );
  const { stage } = error;
  const retry = retryButton(view, texts.retry, { disabled: locked, primary: replace === undefined, stage });
  const phone = needsCamera(error) ? view.handoff.button : nothing;
  // The link of a phone works once.
  const ended = view.handoff.onPhone && code.startsWith('handoff/');
  const another = code.startsWith('photo/') ? view.photo?.another : undefined;
  if (another !== undefined) return endContent(title, text, illustrations.photo, another);
  const below =
    canRetry(error.toJSON()) && !ended
      ? html`${countdown}${consent}${retry}${phone}`
      : html`${copyAddress(view, code)}${phone}`;
  const content = endContent(title, help ?? text, illustrations[illustrationFor(code)], below);
  return { ...content, ...spokenWhenCopied(view) };
}

const endContent = (
  title: string,
  text: string,
  illustration: unknown,
  below: TemplateResult | undefined,
): Content => ({
  above: html`${illustration}`,
  message: html`<h2 part="title">${title}</h2>
    <p part="text">${text}</p>`,
  below,
});

interface RetryOptions {
  readonly disabled?: boolean;
  readonly primary?: boolean;
  readonly stage: Stage | undefined;
}

function retryButton(
  { start, reset, handoff }: CeremonyView,
  label: string,
  { disabled = false, primary = true, stage }: RetryOptions,
): TemplateResult {
  // After a hand-off the person may want to use the camera of this device.
  const click = stage === 'handoff' && !handoff.only ? reset : start;
  const button = html`<button part="button retry" class=${primary ? 'primary' : 'plain'} ?disabled=${disabled} @click=${click}>
    ${label}
  </button>`;
  return primary ? primaryAction(button) : button;
}

/** The same element is on the phone and on the desktop that has handed off to it. */
function doneText({ texts, intro, handoff }: CeremonyView, result: unknown): string {
  if (handoff.onPhone) return texts.handoff.done;
  const { handoff: id } = Object(result) as { readonly handoff?: string };
  return id === undefined ? intro.doneText : texts.handoff.doneOnPhone;
}
