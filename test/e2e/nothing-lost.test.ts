import { nothingIsLost } from './support/nothing-lost.ts';

/** The long table: test/full/nothing-lost.test.ts. */
nothingIsLost(['the page', 'a worker'], false);
