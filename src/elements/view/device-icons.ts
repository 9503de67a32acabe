import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Device } from '../../client/index.ts';
import type { Pack } from '../../i18n/types.ts';

type Kind = 'phone' | 'computer' | 'browser' | 'recovery' | 'once';

const ICONS: Readonly<Record<Kind, SVGTemplateResult>> = {
  phone: svg`<rect x="7" y="2.5" width="10" height="19" rx="2.2" /><path d="M10.8 18.5h2.4" />`,
  computer: svg`<rect x="4.5" y="4.5" width="15" height="11" rx="1.8" /><path d="M2 19.5h20M9.5 15.5v4M14.5 15.5v4" />`,
  browser: svg`<rect x="3" y="4" width="18" height="16" rx="2" /><path d="M3 9h18M6.2 6.5h.1M9 6.5h.1" />`,
  recovery: svg`<path d="M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4" />`,
  once: svg`<circle cx="12" cy="13" r="8" /><path d="M12 9v4l3 2M9 2h6" />`,
};

const PHONES: readonly (string | undefined)[] = ['iOS', 'Android'];

function kindOf({ type, system }: Device): Kind {
  if (type === 'BACKUP') return 'recovery';
  if (type === 'TEMPORARY') return 'once';
  if (PHONES.includes(system)) return 'phone';
  return system ? 'computer' : 'browser';
}

const labelOf = (kind: Kind, { types, phone, computer }: Pack['devices']): string =>
  ({ phone, computer, browser: types.SDK, recovery: types.BACKUP, once: types.TEMPORARY })[kind];

/** The drawing of a kind of device. Its label has the kind as text. */
export function deviceIcon(device: Device, texts: Pack['devices']): TemplateResult {
  const kind = kindOf(device);
  return html`<svg class="sign" viewBox="0 0 24 24" role="img" aria-label=${labelOf(kind, texts)}>${ICONS[kind]}</svg>`;
}
