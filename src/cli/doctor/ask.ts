/** What a server said. */
export interface Answer {
  /** After redirects. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Longest time for one file, milliseconds. */
const limit = 60_000;

/**
 * Fetches as a page of `origin` would.
 *
 * @returns the answer whatever its status, or in words why there is none
 */
export async function ask(url: URL, signal: AbortSignal, origin?: string): Promise<Answer | string> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]),
      headers: origin === undefined ? {} : { origin },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { url: new URL(response.url), status: response.status, headers: response.headers, bytes };
  } catch (error) {
    signal.throwIfAborted();
    const { message, cause } = error as Error;
    return cause instanceof Error && cause.message !== '' ? cause.message : message;
  }
}

/** The media type without parameters. */
export const typeOf = ({ headers }: Answer): string =>
  (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();

export const wordsOf = ({ bytes }: Answer): string => new TextDecoder().decode(bytes);
