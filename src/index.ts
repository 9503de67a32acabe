/** The package's entry, and the drop-in script: registers the tags. The only module with a side effect. */
import { defineElements } from './elements.ts';

export * from './elements.ts';

defineElements();
