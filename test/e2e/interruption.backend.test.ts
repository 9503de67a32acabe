import { testInterruptions } from './support/interruption-tests.ts';

/** A file of its own, so that it runs in parallel to the interruptions in the browser. */
testInterruptions(['the backend', 'the network'], { full: false });
