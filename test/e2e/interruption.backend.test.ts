import { testInterruptions } from './support/interruption-tests.ts';

/** A separate file, so that it runs in parallel with the interruptions in the browser. */
testInterruptions(['the backend', 'the network'], { full: false });
