import { nothingIsLost } from './support/nothing-lost.ts';

/** Beyond the browser; a file of its own, so that it runs beside the other. */
nothingIsLost(['the backend', 'the network'], false);
