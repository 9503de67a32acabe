import { html, nothing, type TemplateResult } from 'lit';
import type { Camera } from '../../capture/camera.ts';
import type { RecognizeErrorJson } from '../../errors.ts';
import type { HintName, StepName } from '../../events.ts';
import type { Intro, Pack } from '../../i18n/types.ts';
import type { Status } from '../ceremony-state.ts';
import { failureText, worthTrying } from './failure.ts';
import { pictureFor, pictures } from './pictures.ts';
import { viewfinder } from './viewfinder.ts';

export interface CeremonyView {
  readonly texts: Pack;
  readonly locale: string;
  readonly intro: Intro;
  readonly status: Status;
  readonly step: StepName | undefined;
  readonly hint: HintName | undefined;
  readonly error: RecognizeErrorJson | undefined;
  /** The request that binds or stores had left when it was cancelled. */
  readonly late: boolean;
  readonly loaded: number;
  readonly views: number;
  readonly camera: Camera | undefined;
  readonly layout: 'inline' | 'dialog';
  readonly live: boolean;
  readonly details: TemplateResult | undefined;
  readonly epilogue: TemplateResult | undefined;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly reset: () => void;
  /** The browser has closed the dialog. */
  readonly closed: () => void;
  /** Draws anew what depends on the time. */
  readonly refresh: () => void;
}

/** What stands in the panel. `said` is told to screen readers when it changes, so its place stays the same whatever the status. */
interface Content {
  readonly above?: TemplateResult;
  readonly said?: TemplateResult;
  readonly below?: TemplateResult | undefined;
}

/** Everything that a ceremony's element shows, by its status. */
export function ceremonyView(view: CeremonyView): TemplateResult {
  const { above, said, below } = content(view);
  const panel = html`<section part="panel" class="panel ${view.status}" lang=${view.locale} dir=${view.texts.direction} tabindex="-1">
    <slot name="header"></slot>
    ${above ?? nothing}
    <div class="said" role="status" aria-live=${view.live ? 'polite' : 'off'}>${said ?? nothing}</div>
    ${below ?? nothing}
    <slot name="alternative"></slot>
  </section>`;
  if (view.layout !== 'dialog') return panel;
  const running = view.status !== 'idle' && view.status !== 'ready' && view.status !== 'loading';
  if (!running) return panel;
  return html`<dialog
    part="dialog"
    lang=${view.locale}
    dir=${view.texts.direction}
    aria-label=${view.intro.title}
    @cancel=${view.cancel}
    @close=${view.closed}
  >
    ${panel}
    ${
      view.status === 'running'
        ? nothing
        : html`<button part="button" class="plain" @click=${view.reset}>${view.texts.close}</button>`
    }
  </dialog>`;
}

function content(view: CeremonyView): Content {
  switch (view.status) {
    case 'running':
      return runningView(view);
    case 'complete':
      return end(view.intro.done, view.intro.doneText, html`${pictures.done}`, view.epilogue);
    case 'cancelled': {
      const { cancelled, cancelledText } = view.texts;
      const text = (view.late && view.intro.cancelledLate) || cancelledText;
      return end(cancelled, text, html`${pictures.face}`, again(view, view.texts.again));
    }
    case 'failed':
      return failedView(view);
    default:
      return idleView(view);
  }
}

function idleView({ texts, intro, details, start }: CeremonyView): Content {
  const above = html`${pictures.face}
    <h2 part="title">${intro.title}</h2>
    <p part="text">${intro.text}</p>
    ${details ?? nothing}
    <button part="button start" class="primary" @click=${start}>${intro.start}</button>
    <p part="privacy" class="quiet">${texts.privacy}</p>`;
  return { above };
}

/** What the person is told now. */
function saying({ texts, step, hint }: CeremonyView): string {
  if (step === 'permission') return texts.permission;
  if (step === 'capture') return texts.hints[hint ?? 'look-here'];
  if (step === 'verify') return texts.checking;
  return step === 'bind' ? texts.binding : texts.loading;
}

function runningView(view: CeremonyView): Content {
  const { texts, step, hint, camera, views, loaded, details, cancel } = view;
  const good = step === 'capture' && hint === 'good';
  return {
    above: viewfinder({ texts, camera, step, views, loaded, good }),
    said: html`<p part="hint" class="hint">${saying(view)}</p>`,
    below: html`${details ?? nothing}
      <button part="button cancel" class="plain" @click=${cancel}>${texts.cancel}</button>`,
  };
}

function failedView(view: CeremonyView): Content {
  const { texts, error } = view;
  const { title, text } = failureText(texts, error!);
  const { code, until } = error!;
  const locked = until !== undefined && until > Date.now();
  const wait = locked
    ? html`<p part="countdown">
        <recognize-countdown .until=${until} .text=${texts.lockedFor} @over=${view.refresh}></recognize-countdown>
      </p>`
    : nothing;
  const below = worthTrying(code) ? html`${wait}${again(view, texts.retry, locked)}` : undefined;
  return end(title, text, html`${pictures[pictureFor(code)]}`, below);
}

const end = (
  title: string,
  text: string,
  above: TemplateResult,
  below: TemplateResult | undefined,
): Content => ({
  above,
  said: html`<h2 part="title">${title}</h2>
    <p part="text">${text}</p>`,
  below,
});

const again = ({ start }: CeremonyView, text: string, locked = false): TemplateResult =>
  html`<button part="button retry" class="primary" ?disabled=${locked} @click=${start}>${text}</button>`;
