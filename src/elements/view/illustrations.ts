import { type SVGTemplateResult, svg } from 'lit';
import type { RecognizeErrorCode } from '../../errors.ts';

/** An illustration in a 96 × 96 view box. The style sheet sets its colors. */
const picture = (content: SVGTemplateResult) =>
  svg`<svg part="picture" class="picture" viewBox="0 0 96 96" aria-hidden="true">${content}</svg>`;

const face = svg`
  <ellipse class="soft" cx="48" cy="48" rx="30" ry="38" />
  <path class="line" d="M36 44v4M60 44v4M48 46v9h-4M37 63c7 6 15 6 22 0" />
  <path class="line" d="M14 26V14h12M82 26V14H70M14 70v12h12M82 70v12H70" />`;

export const illustrations = {
  face: picture(face),
  done: picture(svg`
    <circle class="soft" cx="48" cy="48" r="36" />
    <path class="line draw" pathLength="1" d="M32 50l11 11 22-25" />`),
  failed: picture(svg`
    <ellipse class="soft" cx="48" cy="48" rx="30" ry="38" />
    <path class="line" d="M36 44v4M60 44v4M48 46v9h-4M37 67c7-6 15-6 22 0" />`),
  camera: picture(svg`
    <rect class="soft" x="14" y="30" width="48" height="38" rx="8" />
    <path class="line" d="M14 38a8 8 0 0 1 8-8h32a8 8 0 0 1 8 8v22a8 8 0 0 1-8 8H22a8 8 0 0 1-8-8zM62 44l18-9v28l-18-9" />
    <path class="line" d="M18 18l60 60" />`),
  light: picture(svg`
    <circle class="soft" cx="48" cy="48" r="17" />
    <path class="line" d="M48 14v8M48 74v8M14 48h8M74 48h8M24 24l6 6M66 66l6 6M72 24l-6 6M30 66l-6 6" />`),
  lock: picture(svg`
    <rect class="soft" x="24" y="42" width="48" height="36" rx="8" />
    <path class="line" d="M24 50a8 8 0 0 1 8-8h32a8 8 0 0 1 8 8v20a8 8 0 0 1-8 8H32a8 8 0 0 1-8-8zM34 42v-8a14 14 0 0 1 28 0v8M48 56v8" />`),
  photo: picture(svg`
    <rect class="soft" x="20" y="16" width="56" height="64" rx="8" />
    <path class="line" d="M28 16h40a8 8 0 0 1 8 8v48a8 8 0 0 1-8 8H28a8 8 0 0 1-8-8V24a8 8 0 0 1 8-8z" />
    <path class="line" d="M40 42a8 9 0 1 1 16 0a8 9 0 1 1-16 0M32 68c3-9 9-12 16-12s13 3 16 12" />`),
  phone: picture(svg`
    <rect class="soft" x="30" y="14" width="36" height="68" rx="8" />
    <path class="line" d="M38 14h20a8 8 0 0 1 8 8v52a8 8 0 0 1-8 8H38a8 8 0 0 1-8-8V22a8 8 0 0 1 8-8zM44 72h8" />`),
  link: picture(svg`
    <circle class="soft" cx="48" cy="48" r="36" />
    <path class="line" d="M32 58a30 30 0 0 1 32 0M24 48a44 44 0 0 1 48 0M48 68v.5M30 28l36 40" />`),
};

/** The illustration for an error. */
export function illustrationFor(code: RecognizeErrorCode): keyof typeof illustrations {
  if (code.startsWith('camera/')) return 'camera';
  if (code.startsWith('photo/')) return 'photo';
  if (code.startsWith('handoff/')) return 'phone';
  if (code === 'capture/too-dark') return 'light';
  if (code === 'ceremony/already-enrolled') return 'face';
  if (/locked|security|revoked|unauthorized|forbidden/.test(code)) return 'lock';
  if (/^(host|assets|server)\//.test(code)) return 'link';
  return 'failed';
}
