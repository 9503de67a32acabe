import { nothingIsLost } from '../e2e/support/nothing-lost.ts';

nothingIsLost(['the page', 'a worker', 'the backend', 'the network'], true);
