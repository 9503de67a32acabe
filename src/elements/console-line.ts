import type { RecognizeError } from '../errors.ts';

/** Mistakes of the page or its server, which only its developers can correct. */
const OF_THE_PAGE = /^(assets|models|usage)\/|^environment\/blocked-by-policy$/;

const printed = new Set<string>();

/**
 * Prints an error of the page or its server, with its detail, once. The text on the screen is for people, and not every page logs
 * `recognize-error`.
 */
export function printForDevelopers({ code, message, docs }: RecognizeError): void {
  if (!OF_THE_PAGE.test(code) || printed.has(message)) return;
  printed.add(message);
  console.error(`recognize-elements: ${message} (${docs})`);
}
