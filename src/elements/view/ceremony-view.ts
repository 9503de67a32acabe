import { html, nothing, type TemplateResult } from 'lit';
import type { ElementState } from '../run-controller.ts';
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
  const panel = html`<section part="panel" class="panel ${state.status}" aria-label=${intro.title} lang=${language} dir=${texts.direction} tabindex="-1">
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
      return startContent(view);
  }
}
