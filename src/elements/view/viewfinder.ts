import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { OVAL_PATH, OVAL_VIEW_BOX } from '../../client/oval.ts';
import type { ChallengeProgress, RunningState } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';
import { hintArrow } from './hint-arrow.ts';
import { movementCard } from './movement-card.ts';
import { stillTrying } from './still-trying.ts';

/** The picture of the camera, with the oval for the face. It fills the place that the style sheet gives it. */
export function viewfinder(texts: Pack, state: RunningState): TemplateResult {
  return html`<div part="viewfinder" class="viewfinder ${isGood(state) ? 'good' : ''}">
    ${pictureLayer(texts, state)}
    <svg class="cover" viewBox=${OVAL_VIEW_BOX} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      <path class="shade" fill-rule="evenodd" d="M-400-400H720V640H-400z${OVAL_PATH}" />
      ${ovalLayer(state)}
    </svg>
    ${overPicture(texts, state)}
  </div>`;
}

/** The preview, mirrored like a mirror unless the camera faces away from the user. */
function pictureLayer(texts: Pack, { camera }: RunningState): TemplateResult {
  return html`<video
    class=${camera?.mirrored === false ? '' : 'mirrored'}
    .srcObject=${camera?.stream ?? null}
    ?hidden=${camera === undefined}
    aria-label=${texts.preview}
    autoplay
    muted
    playsinline
  ></video>`;
}

/** What is drawn on the oval, in the coordinates of its path. */
function ovalLayer(state: RunningState): SVGTemplateResult {
  return svg`${state.camera === undefined ? placeholder(state.step) : nothing}
    ${ring(state)}
    ${state.step === 'capture' ? hintArrow(state.hint) : nothing}`;
}

/** Labels, questions and drawings over the picture: positioned absolutely, so that nothing moves, and with a background of their own. */
function overPicture(texts: Pack, state: RunningState): TemplateResult {
  const simulated = state.camera?.simulated
    ? html`<span part="simulated" class="simulated">${texts.simulated}</span>`
    : nothing;
  return html`${simulated} ${movementCard(texts, state)} ${stillTrying(texts, state)}`;
}

const isGood = (state: RunningState): boolean =>
  state.step === 'capture' && (state.hint === 'good' || isMoving(state.challenge));

/** The progress of the step around the oval; an animation for steps without progress. */
function ring(state: RunningState): SVGTemplateResult {
  const endless = state.step === 'verify' || state.step === 'bind';
  const dashes = endless ? '22 78' : `${Math.round(progress(state) * 100)} 100`;
  return svg`
    <path class="ring outline" d=${OVAL_PATH} />
    <path class="ring" d=${OVAL_PATH} />
    <path class="ring now ${endless ? 'endless' : ''}" d=${OVAL_PATH} pathLength="100" stroke-dasharray="${dashes}" />`;
}

/** Whether the ring shows movements, which are good as far as they have come. */
const isMoving = (challenge: ChallengeProgress | undefined): boolean =>
  challenge !== undefined && (challenge.movement !== undefined || challenge.done > 0);

/** 0..1. With movements, the samples before the first one are one part of the ring, and each movement is another one. */
function progress(state: RunningState): number {
  if (state.step === 'loading') return state.loaded / Math.max(1, state.total);
  if (state.step !== 'capture') return 1;
  const { challenge, samples, samplesRequired } = state;
  const sampled = samples / Math.max(1, samplesRequired);
  if (challenge === undefined) return sampled;
  const { done, total } = challenge;
  const first = isMoving(challenge) ? 1 : sampled;
  return (first + done + challenge.progress) / (1 + total);
}

/** A camera while the permission is requested, a face before. */
function placeholder(step: RunningState['step']): SVGTemplateResult {
  const shape =
    step === 'permission'
      ? svg`<rect x="14" y="30" width="48" height="38" rx="8" /><path d="M62 44l18-9v28l-18-9" />`
      : svg`<path d="M36 44v4M60 44v4M48 46v9h-4M37 63c7 6 15 6 22 0" />`;
  return svg`<g class="glyph" transform="translate(88 44) scale(1.5)">${shape}</g>`;
}
