import { nothingIsLost } from '../e2e/support/nothing-lost.ts';

nothingIsLost(true);
