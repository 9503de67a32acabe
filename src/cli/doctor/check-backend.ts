import { RecognizeError } from '../../errors.ts';
import { checkConfiguration } from '../../server/configuration.ts';
import { type CheckResult, error, ok, warning } from './check-result.ts';
import { decodeBody, fetchUrl, type HttpResponse } from './http.ts';
import type { Site } from './site.ts';

const MOUNT = 'mount the handler of createRecognizeServer there, with the same basePath';

/** Checks that the backend module responds at the URL that the page calls, and knows the page's models. */
export async function checkBackend(
  site: Site,
  modelId: string | undefined,
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const { backend, page, matcherKey } = site;
  if (backend === undefined)
    return [warning('the backend was not checked', 'name the URL where it is mounted with --backend <url>')];
  const { origin } = page.url;
  const isCrossOrigin = backend.origin !== origin;
  const url = new URL('.well-known/recognize', `${backend.href.replace(/\/*$/, '')}/`);
  const response = await fetchUrl(url, signal, isCrossOrigin ? origin : undefined);
  const fail = (message: string, cause: string, fix: string) => [error(`${url.href} ${message}`, cause, fix)];
  if ('reason' in response)
    return fail('does not respond', response.reason, 'start the backend, or correct the URL');
  if (response.status !== 200)
    return fail(`responds with status ${response.status}`, 'the backend module is mounted elsewhere', MOUNT);
  if (isCrossOrigin && response.headers.get('access-control-allow-origin') !== origin)
    return fail(
      'is blocked by CORS',
      'the backend is on another origin and sends no CORS header',
      `send Access-Control-Allow-Origin: ${origin}`,
    );
  const configuration = parseJson(response);
  if (configuration === undefined) return fail('is not JSON', 'another service responds at this URL', MOUNT);
  try {
    const { models } = await checkConfiguration(configuration, matcherKey, Date.now());
    return checkKnownModels(backend, matcherKey, models, modelId);
  } catch (thrown) {
    if (!(thrown instanceof RecognizeError)) throw thrown;
    if (thrown.code === 'assets/version-mismatch')
      return fail(
        thrown.message,
        'page and backend are of different releases',
        'deploy both from one release',
      );
    if (thrown.code !== 'security/matcher-key-mismatch')
      return fail(thrown.message, 'another service responds at this URL', MOUNT);
    return fail(
      thrown.message,
      'the secret of the backend changed after the page was written, or a clock is wrong',
      'pin the key that `recognize-elements keys --secret` prints',
    );
  }
}

/** Any JSON value except undefined; undefined when the body is not JSON. */
function parseJson(response: HttpResponse): unknown {
  try {
    return JSON.parse(decodeBody(response));
  } catch {
    return undefined;
  }
}

function checkKnownModels(
  backend: URL,
  matcherKey: string | undefined,
  models: readonly string[],
  modelId: string | undefined,
): CheckResult[] {
  const pinned = matcherKey === undefined ? '' : ', with the key that the page pins';
  const results = [ok(`the backend responds at ${backend.href}${pinned}`)];
  if (modelId !== undefined && !models.includes(modelId)) {
    const cause = `it knows ${models.join(', ') || 'none'}, the page uses ${modelId}`;
    const fix = 'pass the same manifest to createRecognizeServer as models';
    results.push(error("the backend does not know the page's models", cause, fix));
  }
  return results;
}
