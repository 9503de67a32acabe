import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { OVAL_PATH, OVAL_VIEW_BOX } from '../../client/oval.ts';
import type { ChallengeProgress, RunningState, Still } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';
import { hintArrow } from './hint-arrow.ts';
import { movementCard } from './movement-card.ts';
import { stillTrying } from './still-trying.ts';

/** The picture of the camera, with the oval for the face. It fills the place that the style sheet gives it. */
export function viewfinder(texts: Pack, state: RunningState): TemplateResult {
  return html`<div part="viewfinder" class="viewfinder ${isGood(state) ? 'good' : ''}">
    ${pictureLayer(texts, state)}
    <svg class="cover" viewBox=${OVAL_VIEW_BOX} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      ${
        state.step === 'review'
          ? nothing
          : svg`<path class="shade" fill-rule="evenodd" d="M-400-400H720V640H-400z${OVAL_PATH}" />`
      }
      ${ovalLayer(state)}
    </svg>
    ${overPicture(texts, state)}
  </div>`;
}

/** The preview, mirrored like a mirror unless the camera faces away from the user; the last frame that was used, once the camera is closed. */
function pictureLayer(texts: Pack, state: RunningState): TemplateResult {
  const { camera } = state;
  const still = stillOf(state);
  const frozen =
    still &&
    html`<div class="still ${still.mirrored ? 'mirrored' : ''}" role="img" aria-label=${texts.review.picture}>
      ${still.canvas}
    </div>`;
  return html`<video
      class=${camera?.mirrored === false ? '' : 'mirrored'}
      .srcObject=${camera?.stream ?? null}
      ?hidden=${camera === undefined || still !== undefined}
      aria-label=${texts.preview}
      autoplay
      muted
      playsinline
    ></video>
    ${frozen ?? nothing}`;
}

const stillOf = (state: RunningState): Still | undefined => ('still' in state ? state.still : undefined);

/** What is drawn on the oval, in the coordinates of its path. */
function ovalLayer(state: RunningState): SVGTemplateResult {
  const isEmpty = state.camera === undefined && stillOf(state) === undefined;
  return svg`${isEmpty ? placeholder(state.step) : nothing}
    ${ring(state)}
    ${state.step === 'capture' ? hintArrow(state.hint) : nothing}`;
}

/** Labels, questions and drawings over the picture: positioned absolutely, so that nothing moves, and with a background of their own. */
function overPicture(texts: Pack, state: RunningState): TemplateResult {
  const simulated = (stillOf(state) ?? state.camera)?.simulated
    ? html`<span part="simulated" class="simulated">${texts.simulated}</span>`
    : nothing;
  const privacy =
    state.step === 'review' ? html`<p part="privacy" class="kept">${texts.privacy}</p>` : nothing;
  return html`${simulated} ${privacy} ${movementCard(texts, state)} ${stillTrying(texts, state)}`;
}

const isGood = (state: RunningState): boolean =>
  stillOf(state) !== undefined ||
  (state.step === 'capture' && (state.hint === 'good' || isMoving(state.challenge)));

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

/** 0..1. A capture counts the frames that are used; with movements they are one part of the ring, and each movement is another one. */
export function progress(state: RunningState): number {
  // Around a face the ring would promise that its frames are used.
  if (state.step === 'loading')
    return state.camera === undefined && state.loaded < state.total ? state.loaded / state.total : 0;
  if (state.step === 'permission') return 0;
  if (state.step !== 'capture' || state.still !== undefined) return 1;
  const { challenge, samples, samplesRequired } = state;
  const used = samples / Math.max(1, samplesRequired);
  if (challenge === undefined) return used;
  return (used + challenge.done + challenge.progress) / (1 + challenge.total);
}

/** A camera while the permission is requested, a face before. */
function placeholder(step: RunningState['step']): SVGTemplateResult {
  const shape =
    step === 'permission'
      ? svg`<rect x="14" y="30" width="48" height="38" rx="8" /><path d="M62 44l18-9v28l-18-9" />`
      : svg`<path d="M36 44v4M60 44v4M48 46v9h-4M37 63c7 6 15 6 22 0" />`;
  return svg`<g class="glyph" transform="translate(88 44) scale(1.5)">${shape}</g>`;
}
