import { html, nothing, type TemplateResult } from 'lit';
import type { ChallengeProgress, FailedState, RunningState } from '../../client/run-state.ts';
import type { Stage } from '../../errors.ts';
import type { Intro, Pack } from '../../i18n/types.ts';
import type { HandoffView } from '../handoff-controller.ts';
import type { ElementState } from '../run-controller.ts';
import { containKeyEvents } from './contain-key-events.ts';
import { canRetry, errorMessage, needsCamera } from './error-message.ts';
import { illustrationFor, illustrations } from './illustrations.ts';
import { movementPicture } from './movement-picture.ts';
import { questionOf } from './still-trying.ts';
import { viewfinder } from './viewfinder.ts';

interface CeremonyView {
  readonly texts: Pack;
  /** BCP 47 tag of the texts. */
  readonly language: string;
  readonly intro: Intro;
  readonly state: ElementState<unknown>;
  readonly layout: 'inline' | 'dialog';
  /** Whether screen readers announce changes of the message. */
  readonly live: boolean;
  /** Whether the page offers a way without a face, in the slot `alternative`. */
  readonly hasAlternative: boolean;
  readonly details: TemplateResult | undefined;
  readonly review: TemplateResult | undefined;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly reset: () => void;
  /** Starts a run that may replace an unused device; undefined for a ceremony that binds no device. */
  readonly replace: (() => void) | undefined;
  readonly handoff: HandoffView;
  /** The browser has closed the dialog. */
  readonly dialogClosed: () => void;
  /** Renders again what depends on the time. */
  readonly refresh: () => void;
}

/** Content of the panel. Screen readers announce `spoken`, which is not visible. `message` is in the same live region for every status, so that screen readers announce its changes. */
interface Content {
  readonly above?: TemplateResult;
  readonly message?: TemplateResult | undefined;
  readonly spoken?: string;
  /** Leads to the slot `alternative`, which then comes before `below`. */
  readonly beforeAlternative?: TemplateResult;
  readonly below?: TemplateResult | undefined;
}

/** Everything that a ceremony element renders. */
export function ceremonyView(view: CeremonyView): TemplateResult {
  const { texts, language, state } = view;
  const { above, message, spoken, beforeAlternative, below = nothing } = content(view);
  const live = view.live ? 'polite' : 'off';
  const alternative = html`<slot name="alternative"></slot>`;
  const panel = html`<section part="panel" class="panel ${state.status}" lang=${language} dir=${texts.direction} tabindex="-1">
    <slot name="header"></slot>
    ${above ?? nothing}
    <div class="message" role="status" aria-live=${live}>${message ?? nothing}</div>
    <p class="spoken" role="status" aria-live=${live}>${spoken ?? nothing}</p>
    ${beforeAlternative === undefined ? html`${below}${alternative}` : html`${beforeAlternative}${alternative}${below}`}
  </section>`;
  return view.layout === 'dialog' && isRun(state) ? dialog(view, panel) : panel;
}

const isRun = ({ status }: ElementState<unknown>): boolean =>
  status !== 'idle' && status !== 'loading' && status !== 'ready';

function dialog(view: CeremonyView, panel: TemplateResult): TemplateResult {
  const { texts, language, intro, state } = view;
  const close =
    state.status === 'running'
      ? nothing
      : html`<button part="button" class="plain" @click=${view.reset}>${texts.close}</button>`;
  return html`<dialog
    part="dialog"
    lang=${language}
    dir=${texts.direction}
    aria-label=${intro.title}
    @cancel=${view.cancel}
    @close=${view.dialogClosed}
    ${containKeyEvents()}
  >
    ${panel} ${close}
  </dialog>`;
}

function content(view: CeremonyView): Content {
  const { texts, intro, state } = view;
  switch (state.status) {
    case 'running':
      return runningContent(view, state);
    case 'complete':
      return endContent(intro.done, doneText(view, state.result), illustrations.done, view.review);
    case 'cancelled': {
      const effect = state.submitted ? intro.cancelledLate : undefined;
      const retry = retryButton(view, texts.again, { stage: state.stage });
      return endContent(texts.cancelled, effect ?? texts.cancelledText, illustrations.face, retry);
    }
    case 'failed':
      return failedContent(view, state);
    default:
      return startContent(view);
  }
}

/** The same element is on the phone and on the desktop that has handed off to it. */
function doneText({ texts, intro, handoff }: CeremonyView, result: unknown): string {
  if (handoff.onPhone) return texts.handoff.done;
  const { handoff: id } = Object(result) as { readonly handoff?: string };
  return id === undefined ? intro.doneText : texts.handoff.doneOnPhone;
}

function startContent({ texts, intro, details, start, handoff }: CeremonyView): Content {
  if (handoff.phone !== undefined) return { above: handoff.phone };
  const above = html`${illustrations.face}
    <h2 part="title">${intro.title}</h2>
    <p part="text">${intro.text}</p>
    ${details ?? nothing}
    ${
      handoff.only
        ? nothing
        : html`<button part="button start" class="primary" @click=${start}>${intro.start}</button>`
    }
    ${handoff.button}
    <p part="privacy" class="quiet">${texts.privacy}</p>`;
  return { above };
}

function runningContent(view: CeremonyView, state: RunningState): Content {
  const { texts, details, cancel } = view;
  const below = html`${details ?? nothing}
    <button part="button cancel" class="plain" @click=${cancel}>${texts.cancel}</button>`;
  if (state.step === 'handoff') return { ...view.handoff.content(state.handoff), below };
  const above = viewfinder(texts, state);
  const hint = html`<p part="hint" class="hint">${instruction(texts, state)}</p>`;
  const question = questionOf(state) === undefined ? {} : { spoken: texts.stillTrying.question };
  const challenge = state.step === 'capture' ? state.challenge : undefined;
  if (challenge === undefined) return { above, message: hint, ...question, below };
  return { above, below, ...challengeContent(view, challenge, hint), ...question };
}

/** A head that shows the movement beside the hint; what screen readers announce; and where a person goes who cannot do the movement. */
function challengeContent(
  { texts, hasAlternative }: CeremonyView,
  challenge: ChallengeProgress,
  hint: TemplateResult,
): Content {
  const { movement, done, restarts } = challenge;
  const isAnew = movement === undefined && done === 0 && restarts > 0;
  const spoken = announcement(texts, challenge);
  return {
    message: html`<div class="instruction">
      ${movementPicture(movement ?? 'front')}
      <div>${hint}${isAnew ? html`<p part="text">${texts.challenge.again}</p>` : nothing}</div>
    </div>`,
    ...(spoken === undefined ? {} : { spoken }),
    ...(hasAlternative ? { beforeAlternative: html`<p part="text">${texts.challenge.alternative}</p>` } : {}),
  };
}

/** What a screen reader says besides the hint. */
function announcement(
  { challenge }: Pack,
  { movement, progress, done }: ChallengeProgress,
): string | undefined {
  if (movement !== undefined) return progress >= 0.5 ? challenge.halfWay : undefined;
  return done > 0 ? challenge.done : undefined;
}

function instruction(texts: Pack, state: RunningState): string {
  switch (state.step) {
    case 'loading':
      return texts.loading;
    case 'permission':
      return texts.permission;
    case 'capture':
      return texts.hints[state.hint ?? 'look-here'];
    case 'verify':
      return texts.checking;
    case 'bind':
      return texts.binding;
    case 'handoff':
      return texts.handoff.scan;
  }
}

function failedContent(view: CeremonyView, { error }: FailedState): Content {
  const { texts } = view;
  const { code } = error;
  const replace = error.replaceable ? view.replace : undefined;
  const { title, text } =
    replace === undefined ? errorMessage(texts, error.toJSON()) : texts.messages['device-replaceable'];
  const remainingMs = () => error.remainingMs ?? 0;
  const locked = remainingMs() > 0;
  const countdown = locked
    ? html`<p part="countdown">
        <recognize-countdown 
          .remainingMs=${remainingMs}
          .texts=${texts} .language=${view.language} @over=${view.refresh}></recognize-countdown>
      </p>`
    : nothing;
  const consent =
    replace === undefined
      ? nothing
      : html`<button part="button replace" class="primary" @click=${replace}>${texts.replaceDevice}</button>`;
  const { stage } = error;
  const retry = retryButton(view, texts.retry, { disabled: locked, primary: replace === undefined, stage });
  const phone = needsCamera(error) ? view.handoff.button : nothing;
  // The link of a phone works once.
  const ended = view.handoff.onPhone && code.startsWith('handoff/');
  const below =
    canRetry(error.toJSON()) && !ended ? html`${countdown}${consent}${retry}${phone}` : html`${phone}`;
  return endContent(title, text, illustrations[illustrationFor(code)], below);
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
  return html`<button part="button retry" class=${primary ? 'primary' : 'plain'} ?disabled=${disabled} @click=${click}>
    ${label}
  </button>`;
}
