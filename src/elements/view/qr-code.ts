import { html, type TemplateResult } from 'lit';
import { encodeQR } from 'qr';

/** Modules of white around the code (ISO/IEC 18004, section 6.3.8). */
const QUIET_ZONE = 4;

/**
 * A QR code as one path, so that no policy of a page needs to allow an image.
 *
 * @param label names the code for screen readers
 */
export function qrCode(content: string, label: string): TemplateResult {
  const modules = encodeQR(content, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const size = modules.length;
  return html`<svg part="qr" class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label}>
    <rect class="paper" width=${size} height=${size} />
    <path class="ink" d=${pathOf(modules)} />
  </svg>`;
}

/** One rectangle for each run of dark modules in a row. */
const pathOf = (modules: readonly (readonly boolean[])[]): string =>
  modules
    .map((row, y) =>
      [
        ...row
          .map((dark) => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ]
        .map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
        .join(''),
    )
    .join('');
