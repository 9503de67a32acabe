import { h } from './dom.ts';
import { texts } from './texts/index.ts';

/** A simulated person as the elements show one: under an oval, labelled. */
export function portrait(alt: string): HTMLElement {
  return h(
    'figure',
    { class: 'portrait', role: 'img', 'aria-label': alt },
    h('div', { class: 'oval' }),
    h('p', {}, texts().simulatedPerson),
  );
}
