import { html, nothing, type TemplateResult } from 'lit';
import type { RunningState, StillTrying } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';

/** The question whether to go on; undefined while there is none. */
export const questionOf = (state: RunningState): StillTrying | undefined =>
  state.step === 'capture' ? state.stillTrying : undefined;

/** Asks over the picture whether to go on, so that nothing else moves. The view announces the question. */
export function stillTrying(
  { stillTrying: texts }: Pack,
  state: RunningState,
): TemplateResult | typeof nothing {
  const question = questionOf(state);
  if (question === undefined) return nothing;
  return html`<div part="still-trying" class="still-trying">
    <p>${texts.question}</p>
    <button part="button continue" class="primary" @click=${() => question.continue()}>${texts.continue}</button>
  </div>`;
}
