import type { RecognizeError } from '../errors.ts';
import { showInvisible } from '../visible-text.ts';

/** Mistakes of the page or its server, which only its developers can correct. */
const OF_THE_PAGE = /^(assets|models|usage)\/|^environment\/blocked-by-policy$|^host\/no-response$/;

const printed = new Set<string>();

/**
 * Prints an error of the page or its server, with its detail, once. The text on the screen is for people, and not every page logs
 * `recognize-error`.
 */
export function printForDevelopers({ code, message, docs }: RecognizeError): void {
  if (!OF_THE_PAGE.test(code) || printed.has(message)) return;
  printed.add(message);
  // A detail may repeat text from outside, which must not change how the line reads.
  console.error(`recognize-elements: ${showInvisible(message)} (${docs})`);
}
