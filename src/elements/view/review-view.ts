import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewState } from '../../client/run-state.ts';
import type { AutoContinue } from '../auto-continue.ts';
import type { CeremonyView } from './content.ts';

/** The answers to the picture of an enrollment. It is used by itself after a moment, unless the person or the page takes time. */
export function reviewView(
  { texts, language, reviewSeconds }: Pick<CeremonyView, 'texts' | 'language' | 'reviewSeconds'>,
  { accept, retake }: ReviewState,
): TemplateResult {
  const countdown = reviewSeconds === undefined ? nothing : countdownOf(accept, reviewSeconds);
  if (countdown !== nothing) Object.assign(countdown, { texts, language });
  return html`<div class="review">
    <button part="button accept" class="primary" @click=${accept}>${texts.review.accept}</button>
    <button part="button retake" class="plain" @click=${retake}>${texts.review.retake}</button>
    ${countdown}
  </div>`;
}

const countdowns = new WeakMap<ReviewState['accept'], AutoContinue>();

/** The countdown of a review. It stays the same element when the layout changes, so that one that the person has stopped does not start again. */
function countdownOf(accept: ReviewState['accept'], seconds: number): AutoContinue {
  const existing = countdowns.get(accept);
  if (existing !== undefined) return existing;
  const countdown = document.createElement('recognize-auto-continue') as AutoContinue;
  countdown.seconds = seconds;
  countdown.addEventListener('over', accept);
  countdowns.set(accept, countdown);
  return countdown;
}
