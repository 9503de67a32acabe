/** Scheme and host, and at most a slash after them. */
const FORM = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\@\s]+\/?$/i;

/**
 * An origin in the form of the `Origin` header (RFC 6454, section 6.2): lower case, without the default port and a slash at the end, with
 * the ASCII form of an international name.
 *
 * @returns undefined for text that names no single origin, such as a URL with a path or a pattern
 * @example
 * ```ts
 * normalizeOrigin('HTTPS://Bank.Example:443/'); // 'https://bank.example'
 * ```
 */
export function normalizeOrigin(value: string): string | undefined {
  const trimmed = value.trim();
  if (!FORM.test(trimmed) || trimmed.includes('*') || !URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  // The origin of other schemes, such as those of apps in a web view, is "null" here, while their browsers send scheme and host.
  if (url.origin === 'null') return url.host === '' ? undefined : `${url.protocol}//${url.host}`;
  return url.origin;
}

/** The origin of the page that sent a request; undefined when the request does not name one. */
export function originOf({ headers }: Request): string | undefined {
  const origin = headers.get('origin');
  // Browsers send "null" for a page without an origin, and after some redirects.
  return origin === null || origin === 'null' ? undefined : origin;
}
