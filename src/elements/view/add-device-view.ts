import { html, type TemplateResult } from 'lit';
import type { RecognizeCompleteEvent } from '../../events.ts';
import type { RecognizeBase } from '../recognize-base.ts';
import { takenOver } from './taken-over.ts';

interface Adding {
  readonly authorization: () => Promise<string>;
  /** The text of the button. */
  readonly done: string;
  readonly added: (event: RecognizeCompleteEvent<{ deviceId: string; type: 'BACKUP' }>) => void;
  readonly finish: () => void;
}

/** The enrollment within the list of devices. Whether the browser can run it is the list's to tell. */
export function addDeviceView(
  element: RecognizeBase,
  { authorization, done, added, finish }: Adding,
): TemplateResult {
  const keep = (event: Event) => event.stopPropagation();
  return html`<recognize-enroll
      exportparts="title, text, privacy, button, start, cancel, retry, viewfinder, hint, picture, simulated, countdown"
      autostart
      .authorization=${authorization}
      ${takenOver(element)}
      @recognize-ready=${keep}
      @recognize-unsupported=${keep}
      @recognize-complete=${added}
    ></recognize-enroll>
    <button part="button" class="plain" @click=${finish}>${done}</button>`;
}
