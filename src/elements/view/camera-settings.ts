import { html, noChange, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CaptureState, RunningState } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';

/**
 * What the person can decide about the camera during a capture. It stays while another camera opens. In other steps its place stays empty, so
 * that the buttons above it do not move.
 */
export function cameraSettings(texts: Pack, state: RunningState): TemplateResult {
  const isUsable = state.step === 'capture' && state.mirror !== undefined;
  return html`<details part="camera-settings" class="camera-settings" ?inert=${!isUsable}>
    <summary>${texts.cameraControl.open}</summary>
    ${isUsable ? settingsOf(texts, state, state.mirror) : nothing}
  </details>`;
}

function settingsOf(texts: Pack, state: CaptureState, mirror: (mirrored: boolean) => void): TemplateResult {
  const { camera } = state;
  return html`${cameraPicker(texts, state)}
    <label>
      <input
        type="checkbox"
        .checked=${camera === undefined ? noChange : live(camera.mirrored)}
        @change=${({ currentTarget }: Event) => mirror((currentTarget as HTMLInputElement).checked)}
      />
      ${texts.cameraControl.mirror}
    </label>`;
}

/** A list when there are several cameras. */
function cameraPicker(
  { cameraControl: texts }: Pack,
  { cameras, cameraId, switchCamera }: CaptureState,
): TemplateResult | typeof nothing {
  if (cameras.length < 2) return nothing;
  const nameOf = (label: string, index: number) =>
    label || texts.unnamed.replace('{number}', String(index + 1));
  return html`<label>
    ${texts.choose}
    <select
      part="camera"
      ?disabled=${switchCamera === undefined}
      @change=${({ currentTarget }: Event) => switchCamera?.((currentTarget as HTMLSelectElement).value)}
    >
      ${cameras.map(
        ({ id, label }, index) =>
          html`<option value=${id} .selected=${live(id === cameraId)}>${nameOf(label, index)}</option>`,
      )}
    </select>
  </label>`;
}

/**
 * The button with which the person chooses the moment. It has a place of its own from the start of the run, so that nothing moves when it is
 * offered, and the picture stays free. A hidden button of the same size keeps the place.
 */
export function shutterButton({ cameraControl }: Pack, state: RunningState): TemplateResult {
  const shutter = state.step === 'capture' ? state.shutter : undefined;
  const button =
    shutter === undefined
      ? html`<button part="button" class="primary" disabled>${cameraControl.shutter}</button>`
      : html`<button part="button shutter" class="primary" @click=${() => shutter()}>${cameraControl.shutter}</button>`;
  return html`<div class="shutter-place">${button}</div>`;
}
