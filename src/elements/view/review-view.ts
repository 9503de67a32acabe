import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewState } from '../../client/run-state.ts';
import type { CeremonyView } from './content.ts';

/** The answers to the picture of an enrollment. It is used by itself after a moment, unless the person or the page takes time. */
export function reviewView(
  { texts, language, reviewSeconds }: Pick<CeremonyView, 'texts' | 'language' | 'reviewSeconds'>,
  { accept, retake }: ReviewState,
): TemplateResult {
  return html`<div class="review">
    <button part="button accept" class="primary" @click=${accept}>${texts.review.accept}</button>
    <button part="button retake" class="plain" @click=${retake}>${texts.review.retake}</button>
    ${
      reviewSeconds === undefined
        ? nothing
        : html`<recognize-auto-continue
            .seconds=${reviewSeconds}
            .texts=${texts}
            .language=${language}
            @over=${accept}
          ></recognize-auto-continue>`
    }
  </div>`;
}
