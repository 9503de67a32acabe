import { html, nothing, type TemplateResult } from 'lit';
import type { ChallengeProgress, RunningState } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';
import type { CeremonyView, Content } from './content.ts';
import { movementPicture } from './movement-picture.ts';
import { questionOf } from './still-trying.ts';
import { viewfinder } from './viewfinder.ts';

/** What a run shows: picture and hint together, and the button that cancels. */
export function runningContent(view: CeremonyView, state: RunningState): Content {
  const { texts, details, cancel } = view;
  const below = html`${details ?? nothing}
    <button part="button cancel" class="plain" @click=${cancel}>${texts.cancel}</button>`;
  if (state.step === 'handoff') return { ...view.handoff.content(state.handoff), below };
  const above = viewfinder(texts, state);
  const hint = html`<p part="hint" class="hint">${instruction(texts, state)}</p>`;
  const challenge = state.step === 'capture' ? state.challenge : undefined;
  const question = questionOf(state) === undefined ? {} : { spoken: texts.stillTrying.question };
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
    case 'review':
      return texts.review.question;
    case 'verify':
      return texts.checking;
    case 'bind':
      return texts.binding;
    case 'handoff':
      return texts.handoff.scan;
  }
}
