import { html, nothing, type TemplateResult } from 'lit';
import type { RunningState } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';
import { movementPicture } from './movement-picture.ts';

/** In a corner of the picture: a head that shows the movement, and whether the sequence has started again. */
export function movementCard(
  { challenge: texts }: Pack,
  state: RunningState,
): TemplateResult | typeof nothing {
  const challenge = state.step === 'capture' ? state.challenge : undefined;
  if (challenge === undefined) return nothing;
  const { movement, done, restarts } = challenge;
  const isAnew = movement === undefined && done === 0 && restarts > 0;
  return html`<div class="movement-card">
    ${movementPicture(movement ?? 'front')} ${isAnew ? html`<p part="text">${texts.again}</p>` : nothing}
  </div>`;
}
