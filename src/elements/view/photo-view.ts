import { html, nothing, type TemplateResult } from 'lit';
import type { RecognizeError } from '../../errors.ts';
import type { Intro, Pack } from '../../i18n/types.ts';
import type { Content } from './content.ts';
import { errorMessage } from './error-message.ts';
import { illustrations } from './illustrations.ts';
import { primaryAction } from './primary-action.ts';

export interface PhotoChoice {
  readonly texts: Pack;
  readonly intro: Intro;
  /** The preview; undefined until a photo was chosen and read. */
  readonly preview: HTMLCanvasElement | undefined;
  /** Why the last file cannot be used. */
  readonly error: RecognizeError | undefined;
  readonly reading: boolean;
  /** Whether a file is held above the element. */
  readonly dragging: boolean;
  readonly pick: () => void;
  readonly choose: (file: Blob | undefined) => void;
  readonly start: () => void;
  readonly discard: () => void;
}

/** What can be chosen in a file dialog. Phones convert photos of other formats. */
const ACCEPT = 'image/jpeg,image/png,image/webp';

/** Choosing a photo, and looking at it before it is used. */
export function photoStart(choice: PhotoChoice): Content {
  return choice.preview === undefined ? chooser(choice) : chosen(choice, choice.preview);
}

function chooser(choice: PhotoChoice): Content {
  const { texts, intro, error, reading, dragging, pick } = choice;
  const { photo } = texts;
  const picked = ({ currentTarget }: Event) => {
    const input = currentTarget as HTMLInputElement;
    choice.choose(input.files?.[0]);
    // So that the same file can be chosen once more.
    input.value = '';
  };
  return {
    above: html`<h2 part="title">${intro.title}</h2>
      ${error === undefined ? html`<p part="text">${intro.text}</p>` : nothing}`,
    message: reading ? html`<p part="text">${texts.loading}</p>` : problem(texts, error),
    below: html`<div part="drop" class="drop ${dragging ? 'over' : ''}">
        ${illustrations.photo}
        <input type="file" accept=${ACCEPT} hidden @change=${picked} />
        <button part="button choose" class="primary" ?disabled=${reading} @click=${pick}>${photo.choose}</button>
        <p class="quiet pointer">${photo.drop}</p>
        <p class="quiet">${photo.formats}</p>
      </div>
      <p part="privacy" class="quiet">${photo.privacy}</p>`,
  };
}

function chosen({ texts, start, discard }: PhotoChoice, preview: HTMLCanvasElement): Content {
  const { photo } = texts;
  return {
    above: photoPicture(preview),
    message: html`<p part="hint" class="hint">${photo.chosen}</p>`,
    below: html`${primaryAction(html`<button part="button start" class="primary" @click=${start}>${photo.use}</button>`)}
      <button part="button another" class="plain" @click=${discard}>${photo.another}</button>
      <p part="privacy" class="quiet">${photo.privacy}</p>`,
  };
}

export const photoPicture = (preview: HTMLCanvasElement): TemplateResult =>
  html`<div part="photo" class="photo">${preview}</div>`;

export const anotherButton = (texts: Pack, discard: () => void): TemplateResult =>
  html`<button part="button another" class="primary" @click=${discard}>${texts.photo.another}</button>`;

function problem(texts: Pack, error: RecognizeError | undefined): TemplateResult | undefined {
  if (error === undefined) return undefined;
  const { title, text } = errorMessage(texts, error.toJSON());
  return html`<p part="error" class="problem"><strong>${title}</strong> ${text}</p>`;
}
