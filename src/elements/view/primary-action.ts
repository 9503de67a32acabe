import { html, type nothing, type TemplateResult } from 'lit';

/** A primary button, which stays in sight where the content is higher than the screen. */
export const primaryAction = (button: TemplateResult | typeof nothing): TemplateResult =>
  html`<div class="action">${button}</div>`;
