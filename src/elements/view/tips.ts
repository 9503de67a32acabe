import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Pack } from '../../i18n/types.ts';

/** A small picture in a view box of 96 × 96. */
const picture = (content: SVGTemplateResult): SVGTemplateResult =>
  svg`<svg class="picture" viewBox="0 0 96 96" aria-hidden="true">${content}</svg>`;

const head = svg`<ellipse class="soft" cx="48" cy="48" rx="22" ry="28" />
  <path class="line" d="M40 43v3M56 43v3M48 46v6h-3M41 60c4 4 10 4 14 0" />`;

/** A face in the oval of the viewfinder. */
const oval = picture(svg`<ellipse class="line" cx="48" cy="48" rx="34" ry="42" />${head}`);

/** A lamp in front of a face, which is lit. */
const light = picture(svg`<g transform="translate(18 4)">${head}</g>
  <circle class="line" cx="14" cy="24" r="7" />
  <path class="line" d="M14 6v4M14 38v4M28 24h5M25 13l3-3M25 35l4 4" />`);

/** A face, and sunglasses beside it that are crossed out. */
const uncovered = picture(svg`<g transform="translate(-14 4)">${head}</g>
  <path class="line" d="M60 22h32M62 22a7 7 0 0 0 14 0M77 22a7 7 0 0 0 14 0" />
  <path class="line" d="M64 38l24-28" />`);

/** Three small pictures of what makes a capture succeed. */
export const tips = ({ prepare: { tips: texts } }: Pack): TemplateResult => html`<ul part="tips" class="tips">
  <li>${oval}<span>${texts.oval}</span></li>
  <li>${light}<span>${texts.light}</span></li>
  <li>${uncovered}<span>${texts.uncovered}</span></li>
</ul>`;
