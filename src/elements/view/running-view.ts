import { html, nothing, type TemplateResult } from 'lit';
import type { RunningState } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';
import { announcement } from './announcement.ts';
import { cameraSettings, shutterButton } from './camera-settings.ts';
import type { CeremonyView, Content } from './content.ts';
import { downloaded } from './loading-text.ts';
import { reviewView } from './review-view.ts';
import { viewfinder } from './viewfinder.ts';

/** What a run shows: picture and hint together, and the button that cancels. */
export function runningContent(view: CeremonyView, state: RunningState): Content {
  const { texts, details, hasAlternative } = view;
  if (state.step === 'handoff') {
    const content = view.handoff.content(state.handoff);
    return { ...content, below: html`${content.below ?? nothing}${details ?? nothing} ${controls(view)}` };
  }
  const photo = view.photo?.picture(state);
  if (photo !== undefined) {
    const words = state.step === 'capture' ? texts.photo.examining : instruction(texts, state);
    const message = html`<p part="hint" class="hint">${words}</p>`;
    return { above: photo, message, below: html`${details ?? nothing} ${controls(view)}` };
  }
  const buttons = state.step === 'review' ? reviewView(view, state) : shutterButton(texts, state);
  const challenge = state.step === 'capture' ? state.challenge : undefined;
  const spoken = announcement(view, state);
  return {
    above: viewfinder(texts, state),
    hintSpace: hintSpace(texts),
    message: html`<p part="hint" class="hint">
      ${instruction(texts, state)} ${downloaded(texts, view.language, state)}
    </p>`,
    ...(spoken === undefined ? {} : { spoken }),
    below: html`${details ?? nothing} ${controls(view, buttons)}${cameraSettings(texts, state)}`,
    ...(challenge && hasAlternative
      ? { beforeAlternative: html`<p part="text">${texts.challenge.alternative}</p>` }
      : {}),
  };
}

/** Buttons of a run. They stay in sight where the content is longer than the screen. */
const controls = (
  { texts, cancel }: CeremonyView,
  others: TemplateResult | typeof nothing = nothing,
): TemplateResult => html`<div class="controls">
  ${others}
  <button part="button cancel" class="plain" @click=${cancel}>${texts.cancel}</button>
</div>`;

/** As high as the longest hint of the language. The texts are in attributes, so that they are not read as content. */
function hintSpace({ hints, loading, permission, review, checking, binding }: Pack): TemplateResult {
  const longest = new Set([loading, permission, review.question, checking, binding, ...Object.values(hints)]);
  return html`<div class="hint hint-space" aria-hidden="true">
    ${[...longest].map((hint) => html`<span data-hint=${hint}></span>`)}
  </div>`;
}

/** What the person does or waits for now. */
export function instruction(texts: Pack, state: RunningState): string {
  switch (state.step) {
    case 'loading':
      return texts.loading;
    case 'permission':
      return state.camera === undefined ? texts.permission : texts.loading;
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
