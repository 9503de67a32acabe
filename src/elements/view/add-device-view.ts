import { html, type TemplateResult } from 'lit';
import type { RecognizeCompleteEvent } from '../../events.ts';
import type { RecognizeBase } from '../recognize-base.ts';

interface Adding {
  /** The text of the button. */
  readonly done: string;
  readonly added: (event: RecognizeCompleteEvent<{ deviceId: string; type: 'BACKUP' }>) => void;
  readonly finish: () => void;
}

/** The enrollment within the list of devices. Whether the browser can run it is the list's to tell. */
export function addDeviceView(
  element: RecognizeBase,
  authorization: string,
  { done, added, finish }: Adding,
): TemplateResult {
  const keep = (event: Event) => event.stopPropagation();
  return html`<recognize-enroll
      autostart
      .authorization=${authorization}
      .recognizeId=${element.recognizeId}
      .camera=${element.camera}
      .assetsBase=${element.assetsBase}
      .models=${element.models}
      .matcherKey=${element.matcherKey}
      .execution=${element.execution}
      .labels=${element.labels}
      .lang=${element.lang}
      .theme=${element.theme}
      .liveRegion=${element.liveRegion}
      @recognize-ready=${keep}
      @recognize-unsupported=${keep}
      @recognize-complete=${added}
    ></recognize-enroll>
    <button part="button" class="plain" @click=${finish}>${done}</button>`;
}
