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

/** A face with sunglasses, and a cross. */
const uncovered = picture(svg`<ellipse class="soft" cx="42" cy="46" rx="27" ry="34" />
  <path class="line" d="M20 38h44M34 65c5 4 11 4 16 0" />
  <path class="filled" d="M22 37h18v6a9 9 0 0 1-18 0zM44 37h18v6a9 9 0 0 1-18 0z" />
  <circle class="badge" cx="72" cy="72" r="16" />
  <path class="line" d="M66 66l12 12M78 66l-12 12" />`);

/** Three small pictures of what makes a capture succeed. */
export const tips = ({ prepare: { tips: texts } }: Pack): TemplateResult => html`<ul part="tips" class="tips">
  <li>${oval}<span>${texts.oval}</span></li>
  <li>${light}<span>${texts.light}</span></li>
  <li>${uncovered}<span>${texts.uncovered}</span></li>
</ul>`;
