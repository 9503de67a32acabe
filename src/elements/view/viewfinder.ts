import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Camera } from '../../capture/camera.ts';
import type { StepName } from '../../events.ts';
import type { Pack } from '../../i18n/types.ts';

export interface Viewfinder {
  readonly texts: Pack;
  readonly camera: Camera | undefined;
  readonly step: StepName | undefined;
  /** Good views taken, and bytes loaded, 0..1. */
  readonly views: number;
  readonly loaded: number;
  readonly good: boolean;
}

/** Around the oval: how far the step is, or that it goes on. */
function ring({ step, views, loaded }: Viewfinder) {
  const share = step === 'capture' ? views : step === 'loading' || step === 'permission' ? loaded : 1;
  const endless = step === 'verify' || step === 'bind';
  const path = 'M160 14a82 106 0 0 1 0 212a82 106 0 0 1 0-212';
  return svg`
    <path class="ring" d=${path} />
    <path class="ring now ${endless ? 'endless' : ''}" d=${path} pathLength="100" stroke-dasharray="${
      endless ? '22 78' : `${Math.round(share * 100)} 100`
    }" />`;
}

/** What the oval waits for: the camera, before that a face. */
function glyph(step: StepName | undefined) {
  const shape =
    step === 'permission'
      ? svg`<rect x="14" y="30" width="48" height="38" rx="8" /><path d="M62 44l18-9v28l-18-9" />`
      : svg`<path d="M36 44v4M60 44v4M48 46v9h-4M37 63c7 6 15 6 22 0" />`;
  return svg`<g class="glyph" transform="translate(88 44) scale(1.5)">${shape}</g>`;
}

/** The camera's picture under an oval, mirrored as people know themselves. */
export function viewfinder(view: Viewfinder): TemplateResult {
  const { texts, camera, good, step } = view;
  return html`<div part="viewfinder" class="viewfinder ${good ? 'good' : ''}">
    <video
      class=${camera?.mirrored === false ? '' : 'mirrored'}
      .srcObject=${camera?.stream ?? null}
      ?hidden=${camera === undefined}
      aria-label=${texts.preview}
      autoplay
      muted
      playsinline
    ></video>
    <svg class="cover" viewBox="0 0 320 240" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path class="shade" fill-rule="evenodd" d="M-400-400H720V640H-400zM160 14a82 106 0 0 1 0 212a82 106 0 0 1 0-212" />
      ${camera === undefined ? glyph(step) : nothing}
      ${ring(view)}
    </svg>
    ${camera?.simulated ? html`<span part="simulated" class="simulated">${texts.simulated}</span>` : nothing}
  </div>`;
}
