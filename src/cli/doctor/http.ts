/** A response with its complete body. */
export interface HttpResponse {
  /** After redirects. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** There is no response. */
export interface Unreachable {
  readonly reason: string;
}

/** Longest time for one file. */
const TIMEOUT_MS = 60_000;

/**
 * Fetches a URL. HTTP errors are responses, too.
 *
 * @param origin the page that a cross-origin request comes from
 */
export async function fetchUrl(
  url: URL,
  signal: AbortSignal,
  origin?: string,
): Promise<HttpResponse | Unreachable> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: origin === undefined ? {} : { origin },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { url: new URL(response.url), status: response.status, headers: response.headers, bytes };
  } catch (thrown) {
    signal.throwIfAborted();
    return { reason: reasonOf(thrown) };
  }
}

/** Node's fetch reports the reason of the operating system as the cause. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error && thrown.cause.message !== '' ? thrown.cause.message : thrown.message;
}

/** The media type without parameters. */
export const mediaTypeOf = ({ headers }: HttpResponse): string =>
  (headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();

/** The body, decoded as UTF-8. */
export const decodeBody = ({ bytes }: HttpResponse): string => new TextDecoder().decode(bytes);
