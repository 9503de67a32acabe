import { nothing, type SVGTemplateResult, svg } from 'lit';
import type { HintName } from '../../events.ts';

/** Where on the oval of `OVAL_PATH` the face should move, and the arrow there, in degrees clockwise from up. */
const DIRECTIONS: Partial<
  Record<HintName, { readonly x: number; readonly y: number; readonly angle: number }>
> = {
  'move-up': { x: 160, y: 15, angle: 0 },
  'move-right': { x: 241, y: 120, angle: 90 },
  'move-down': { x: 160, y: 225, angle: 180 },
  'move-left': { x: 79, y: 120, angle: 270 },
};

/** Four corners: the face should become larger, or smaller. */
const OUTWARD = 'M96 56l-10-10m0 9v-9h9M224 56l10-10m0 9v-9h-9M96 184l-10 10m0-9v9h9M224 184l10 10m0-9v9h-9';
const INWARD = 'M86 46l10 10m0-9v9h-9M234 46l-10 10m0-9v9h9M86 194l10-10m0 9v-9h-9M234 194l-10-10m0 9v-9h9';
const DISTANCES: Partial<Record<HintName, string>> = { 'come-closer': OUTWARD, 'go-back': INWARD };

/**
 * Arrows on the oval for a hint about where the face should be, in the coordinates of `OVAL_PATH`. The preview is mirrored and the hints
 * are those of the preview, so the arrows are not mirrored.
 */
export function hintArrow(hint: HintName | undefined): SVGTemplateResult | typeof nothing {
  const direction = hint && DIRECTIONS[hint];
  if (direction !== undefined) {
    const { x, y, angle } = direction;
    return svg`<g class="arrow-badge" data-hint=${hint} transform="translate(${x} ${y}) rotate(${angle})">
      <circle r="13" /><path d="M0 7V-7m-6 6l6-6 6 6" />
    </g>`;
  }
  const distance = hint && DISTANCES[hint];
  if (distance === undefined) return nothing;
  return svg`<g class="arrow-corners" data-hint=${hint}><path class="halo" d=${distance} /><path d=${distance} /></g>`;
}
