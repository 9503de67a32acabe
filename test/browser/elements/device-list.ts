import { waitUntil } from '../wait-until.ts';
import { query } from './page.ts';

/** The names in a list of devices, each followed by its mark. */
export const deviceNames = (element: HTMLElement): string[] =>
  [...element.shadowRoot!.querySelectorAll('.name')].map((name) =>
    name.textContent!.trim().replace(/\s+/g, ' '),
  );

/** The icon button with this label. */
export const button = (element: HTMLElement, label: string): HTMLButtonElement =>
  query<HTMLButtonElement>(element, `button[aria-label="${label}"]`);

/** Resolves when the list shows a device. */
export const listed = (element: HTMLElement): Promise<void> =>
  waitUntil(() => deviceNames(element).length > 0);
