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

/** The camera's picture under an oval, mirrored as people know themselves. */
export function viewfinder(view: Viewfinder): TemplateResult {
  const { texts, camera, good } = view;
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
      ${ring(view)}
    </svg>
    ${camera?.simulated ? html`<span part="simulated" class="simulated">${texts.simulated}</span>` : nothing}
  </div>`;
}
