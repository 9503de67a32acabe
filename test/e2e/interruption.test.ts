import { testInterruptions } from './support/interruption-tests.ts';

/** The full table: test/full/interruption.test.ts. */
testInterruptions(['the page', 'a worker'], { full: false });
