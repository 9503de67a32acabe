import { html, nothing, type TemplateResult } from 'lit';
import { containKeyEvents } from './contain-key-events.ts';
import type { CeremonyView, Content } from './content.ts';
import { cancelledContent, completeContent, failedContent } from './end-view.ts';
import { runningContent } from './running-view.ts';
import { startContent } from './start-view.ts';

/** Everything that a ceremony element renders. */
export function ceremonyView(view: CeremonyView): TemplateResult {
  const { texts, language, intro } = view;
  const { above, hintSpace, message, spoken, below, beforeAlternative } = content(view);
  const live = view.live ? 'polite' : 'off';
  const panel = html`<section part="panel" class=${panelClasses(view, hintSpace !== undefined)} aria-label=${intro.title} lang=${language} dir=${texts.direction} tabindex="-1">
    <slot name="header"></slot>
    <div class="above">${above ?? nothing}</div>
    <div class="side">
      <div class="words">
        ${hintSpace ?? nothing}
        <div class="message" role="status" aria-live=${live}>${message ?? nothing}</div>
      </div>
      <p class="spoken" role="status" aria-live=${live}>${spoken ?? nothing}</p>
      ${below ?? nothing}
      ${beforeAlternative ?? nothing}
      <slot name="alternative"></slot>
    </div>
  </section>`;
  return view.place === 'flow' ? panel : dialog(view, panel);
}

/** Names for the style sheet: the status; whether it has a picture of the camera; much below it; light for the face; a text about consent. */
function panelClasses({ state, details, hasConsent }: CeremonyView, hasPicture: boolean): string {
  const isReview = state.status === 'running' && state.step === 'review';
  const isDark = state.status === 'running' && state.step === 'capture' && state.dark;
  const classes = {
    [state.status]: true,
    'with-picture': hasPicture,
    detailed: details !== undefined || isReview,
    lit: isDark,
    'with-consent': hasConsent,
  };
  return ['panel', ...Object.keys(classes).filter((name) => classes[name])].join(' ');
}

/** A modal dialog, which keeps the rest of the page inert, and its place in the page, which nothing else takes in the meantime. */
function dialog(view: CeremonyView, panel: TemplateResult): TemplateResult {
  const { texts, language, intro, state, place, heightInFlow } = view;
  const close =
    state.status === 'running'
      ? nothing
      : html`<button part="button" class="plain" @click=${view.reset}>${texts.close}</button>`;
  return html`<dialog
      part="dialog"
      class=${place}
      lang=${language}
      dir=${texts.direction}
      aria-label=${intro.title}
      @cancel=${view.layout === 'dialog' ? view.cancel : cancelOnly(view)}
      @close=${view.dialogClosed}
      ${containKeyEvents()}
    >
      ${panel} ${close}
    </dialog>
    <div .style=${`block-size: ${heightInFlow}px`}></div>`;
}

/** In a sheet, Escape does what the button does: the end of the run is shown in the page, and closes the sheet. */
const cancelOnly = (view: CeremonyView) => (event: Event) => {
  event.preventDefault();
  view.cancel();
};

function content(view: CeremonyView): Content {
  const { state } = view;
  switch (state.status) {
    case 'running':
      return runningContent(view, state);
    case 'complete':
      return completeContent(view, state);
    case 'cancelled':
      return cancelledContent(view, state);
    case 'failed':
      return failedContent(view, state);
    default:
      return view.photo?.start ?? startContent(view);
  }
}
