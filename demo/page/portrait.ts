import { h } from './dom.ts';
import { texts } from './texts/index.ts';

/** A picture of a simulated person in an oval frame with a label, as the elements show it. */
export function portrait(alt: string): HTMLElement {
  return h(
    'figure',
    { class: 'portrait', role: 'img', 'aria-label': alt },
    h('div', { class: 'oval' }),
    h('p', {}, texts().simulatedPerson),
  );
}
