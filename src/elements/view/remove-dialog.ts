import { html, type TemplateResult } from 'lit';
import type { Device } from '../../client/index.ts';
import { fill, isolated } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';
import { containKeyEvents } from './contain-key-events.ts';

interface RemoveDialog {
  readonly device: Device;
  /** Whether the device is this browser. */
  readonly own: boolean;
  readonly texts: Pack['devices'];
  readonly closed: () => void;
  readonly remove: () => void;
}

/** `close` returns the focus to the control that had it before the dialog. */
const closeDialog = (event: Event) => (event.target as Element).closest('dialog')?.close();

/** Asks before a device is removed. The safe button has the focus. */
export function removeDialog({ device, own, texts, closed, remove }: RemoveDialog): TemplateResult {
  const { removeTitle, removeText, removeOwnText, keep, confirm } = texts;
  return html`<dialog part="dialog" aria-labelledby="question" aria-describedby="consequence" @close=${closed} ${containKeyEvents()}>
    <h3 id="question">${fill(removeTitle, { name: isolated(device.name) })}</h3>
    <p id="consequence">${own ? removeOwnText : removeText}</p>
    <div class="buttons">
      <button part="button" class="plain" @click=${closeDialog}>${keep}</button>
      <button part="button" class="danger" @click=${remove}>${confirm}</button>
    </div>
  </dialog>`;
}
