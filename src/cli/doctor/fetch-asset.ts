import { type CheckResult, error } from './check-result.ts';
import { fetchUrl, type HttpResponse, mediaTypeOf } from './http.ts';
import type { Site } from './site.ts';

export const COPY_ASSETS = 'copy the files with: npx recognize-elements assets <folder>';

/**
 * Fetches a file as a page of the site.
 *
 * @param results gets the error when the page could not load the file
 * @returns undefined after an error
 */
export async function fetchAsset(
  url: URL,
  { page }: Site,
  signal: AbortSignal,
  results: CheckResult[],
): Promise<HttpResponse | undefined> {
  const { origin } = page.url;
  const response = await fetchUrl(url, signal, url.origin === origin ? undefined : origin);
  const fail = (message: string, cause: string, fix: string) => {
    results.push(error(`${url.href} ${message}`, cause, fix));
    return undefined;
  };
  if ('reason' in response)
    return fail('does not respond', response.reason, 'check the URL (assets-base) and the server');
  if (page.url.protocol === 'https:' && url.protocol === 'http:')
    return fail(
      'is loaded without HTTPS',
      'browsers block mixed content: plain HTTP on a page with HTTPS',
      'serve the assets over HTTPS',
    );
  if (response.status !== 200)
    return fail(
      `responds with status ${response.status}`,
      'the file is missing, or assets-base names another folder',
      COPY_ASSETS,
    );
  if (mediaTypeOf(response) === 'text/html')
    return fail('is an HTML page', 'the server sends its start page instead of a missing file', COPY_ASSETS);
  const allowedOrigin = response.headers.get('access-control-allow-origin');
  if (url.origin !== origin && allowedOrigin !== '*' && allowedOrigin !== origin)
    return fail(
      'is blocked by CORS',
      'the file is on another origin and has no CORS header',
      `send Access-Control-Allow-Origin: ${origin} (or *)`,
    );
  return response;
}
