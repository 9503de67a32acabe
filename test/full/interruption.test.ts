import { testInterruptions } from '../e2e/support/interruption-tests.ts';

testInterruptions(['the page', 'a worker', 'the backend', 'the network'], { full: true });
