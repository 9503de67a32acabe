/**
 * Registers the elements. Entry `recognize-elements`, and the drop-in script. The only module with a side effect.
 *
 * @example
 * import { forwardTo } from 'recognize-elements';
 *
 * const element = document.querySelector('recognize-recover')!;
 * element.addEventListener('recognize-request', forwardTo('/recognize-api'));
 */
import { defineElements } from './elements.ts';

export * from './elements.ts';

defineElements();
