import { html, nothing } from 'lit';
import type { CeremonyView, Content } from './content.ts';
import { illustrations } from './illustrations.ts';

/** What an element shows before its first run, and after a reset. */
export function startContent({ texts, intro, details, start, handoff }: CeremonyView): Content {
  if (handoff.phone !== undefined) return { above: handoff.phone };
  const above = html`${illustrations.face}
    <h2 part="title">${intro.title}</h2>
    <p part="text">${intro.text}</p>
    ${details ?? nothing}
    ${
      handoff.only
        ? nothing
        : html`<button part="button start" class="primary" @click=${start}>${intro.start}</button>`
    }
    ${handoff.button}
    <p part="privacy" class="quiet">${texts.privacy}</p>`;
  return { above };
}
