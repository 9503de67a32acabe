import { html, type TemplateResult } from 'lit';
import type { EnrollResult } from '../../client/index.ts';
import type { RecognizeCompleteEvent } from '../../events.ts';
import type { RecognizeElement } from '../recognize-element.ts';
import { inheritSettings } from './inherit-settings.ts';

interface AddDeviceView {
  readonly authorization: () => Promise<string>;
  /** Label of the button that closes the view. */
  readonly doneLabel: string;
  readonly added: (event: RecognizeCompleteEvent<EnrollResult>) => void;
  readonly close: () => void;
}

/** The enrollment inside the list of devices. The list reports itself whether the browser is supported. */
export function addDeviceView(
  outer: RecognizeElement,
  { authorization, doneLabel, added, close }: AddDeviceView,
): TemplateResult {
  const stop = (event: Event) => event.stopPropagation();
  return html`<recognize-enroll
      exportparts="title, text, privacy, button, start, cancel, retry, viewfinder, hint, picture, simulated, countdown"
      autostart
      .authorization=${authorization}
      ${inheritSettings(outer)}
      @recognize-ready=${stop}
      @recognize-unsupported=${stop}
      @recognize-complete=${added}
    ></recognize-enroll>
    <button part="button" class="plain" @click=${close}>${doneLabel}</button>`;
}
