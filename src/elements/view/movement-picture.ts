import { type SVGTemplateResult, svg } from 'lit';
import type { ChallengeProgress } from '../../client/run-state.ts';

/** Eyes, nose and mouth in a view box of 96 × 96; they move while the outline of the head stays. */
const features = svg`<path class="line features" d="M39 44v4M57 44v4M48 47v9M40 64c5 4 11 4 16 0" />`;
const head = svg`<ellipse class="soft" cx="48" cy="50" rx="25" ry="32" /><ellipse class="line" cx="48" cy="50" rx="25" ry="32" />`;

/** An arrow in the direction of the movement; for `closer` a larger outline. */
const arrows: Record<'left' | 'up' | 'down' | 'closer', SVGTemplateResult> = {
  left: svg`<path class="line arrow" d="M15 50H4m5-5l-5 5 5 5" />`,
  up: svg`<path class="line arrow" d="M48 13V3m-5 5l5-5 5 5" />`,
  down: svg`<path class="line arrow" d="M48 87v8m-5-4l5 5 5-5" />`,
  closer: svg`<path class="line arrow" d="M19 21l-9-9m0 8v-8h8M77 21l9-9m0 8v-8h-8M19 79l-9 9m0-8v8h8M77 79l9 9m0-8v8h-8" />`,
};

/**
 * A head that does a movement, again and again, as in a mirror: `left` turns it to the left of the screen. A person who prefers reduced
 * motion sees the arrow and the head at the end of the movement.
 *
 * @param movement `front`: the head looks straight ahead again
 */
export function movementPicture(
  movement: NonNullable<ChallengeProgress['movement']> | 'front',
): SVGTemplateResult {
  const mirror = movement === 'right' ? 'translate(96 0) scale(-1 1)' : '';
  const name = movement === 'right' ? 'left' : movement;
  return svg`<svg part="movement" class="picture movement ${name}" viewBox="0 0 96 96" data-movement=${movement} aria-hidden="true">
    <g transform=${mirror}>
      ${name === 'front' ? '' : arrows[name]}
      <g class="head">${head}${features}</g>
    </g>
  </svg>`;
}
