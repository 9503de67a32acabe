import { html, nothing, type TemplateResult } from 'lit';
import { containKeyEvents } from './contain-key-events.ts';
import type { CeremonyView, Content } from './content.ts';
import { cancelledContent, completeContent, failedContent } from './end-view.ts';
import { runningContent } from './running-view.ts';
import { startContent } from './start-view.ts';

/** Everything that a ceremony element renders. */
export function ceremonyView(view: CeremonyView): TemplateResult {
  const { texts, language, intro, state } = view;
  const { above, hintSpace, message, spoken, below, beforeAlternative } = content(view);
  const live = view.live ? 'polite' : 'off';
  const panel = html`<section part="panel" class="panel ${state.status} ${view.details ? 'detailed' : ''} ${isDark(view) ? 'lit' : ''}" aria-label=${intro.title} lang=${language} dir=${texts.direction} tabindex="-1">
    <slot name="header"></slot>
    ${above ?? nothing}
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

/** Whether the screen should light the face. */
const isDark = ({ state }: CeremonyView): boolean =>
  state.status === 'running' && state.step === 'capture' && state.dark;

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
