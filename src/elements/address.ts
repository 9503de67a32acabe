import { RecognizeError } from '../errors.ts';

/**
 * An attribute that names an address, against that of the page.
 *
 * @throws RecognizeError `assets/not-found`; `detail` names the attribute
 */
export function addressOf(text: string, attribute: string): URL {
  try {
    return new URL(text, document.baseURI);
  } catch (cause) {
    throw new RecognizeError('assets/not-found', { cause, detail: `${attribute}: '${text}' is no address` });
  }
}
