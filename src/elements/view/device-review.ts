import { html, type TemplateResult } from 'lit';
import type { Device } from '../../client/index.ts';
import type { Pack } from '../../i18n/types.ts';

/** What a person has answered to the question about the other browsers: all are there, some are not, or nothing yet. */
export type ReviewAnswer = 'yes' | 'no' | undefined;

interface DeviceReview {
  /** The other browsers, at least one. */
  readonly devices: readonly Device[];
  readonly texts: Pack['devices'];
  readonly row: (device: Device) => TemplateResult;
  readonly answer: (answer: ReviewAnswer) => void;
}

/** One question about the other browsers, after a recovery. */
export function deviceReview({ devices, texts, row, answer }: DeviceReview): TemplateResult {
  const { text, yes, no } = texts.review;
  return html`<p part="text">${text}</p>
    <ul part="list">${devices.map(row)}</ul>
    <div class="answers">
      <button part="button" class="plain" @click=${() => answer('yes')}>${yes}</button>
      <button part="button" class="plain" @click=${() => answer('no')}>${no}</button>
    </div>`;
}
