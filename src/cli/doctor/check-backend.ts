import type { RecognizeError } from '../../errors.ts';
import { checkConfiguration } from '../../server/configuration.ts';
import { ask, wordsOf } from './ask.ts';
import { type Finding, note, ok, wrong } from './finding.ts';
import type { Site } from './site.ts';

/** Whether the backend module answers where the page will call it, and knows the page's models. */
export async function checkBackend(
  site: Site,
  modelId: string | undefined,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { backend, page, matcherKey } = site;
  if (backend === undefined)
    return [note('the backend was not looked at', 'name where it is mounted by --backend <url>')];
  const { origin } = page.url;
  const url = new URL('.well-known/recognize', `${backend.href.replace(/\/*$/, '')}/`);
  const answer = await ask(url, signal, backend.origin === origin ? undefined : origin);
  const bad = (what: string, cause: string, mend: string) => [wrong(`${url.href} ${what}`, cause, mend)];
  if (typeof answer === 'string')
    return bad('does not answer', answer, 'start the backend, or mend the address');
  const mount = 'mount the handler of createRecognizeServer there, with the same basePath';
  if (answer.status !== 200)
    return bad(`answers ${answer.status}`, 'the backend module is mounted elsewhere', mount);
  if (backend.origin !== origin && answer.headers.get('access-control-allow-origin') !== origin) {
    return bad(
      'may not be called by the page',
      'another origin, and no CORS',
      `answer with Access-Control-Allow-Origin: ${origin}`,
    );
  }
  let found: unknown;
  try {
    found = JSON.parse(wordsOf(answer));
  } catch {
    return bad('is not JSON', 'something else answers at this address', mount);
  }
  try {
    const { models } = await checkConfiguration(found, matcherKey, Date.now());
    const findings = [
      ok(
        `the backend answers at ${backend.href}${matcherKey === undefined ? '' : ', with the key that the page pins'}`,
      ),
    ];
    if (modelId !== undefined && !models.includes(modelId)) {
      const cause = `it knows ${models.join(', ') || 'none'}, the page uses ${modelId}`;
      findings.push(
        wrong(
          "the backend does not know the page's models",
          cause,
          'give createRecognizeServer the same manifest in models',
        ),
      );
    }
    return findings;
  } catch (error) {
    const { code, message } = error as RecognizeError;
    if (code !== 'security/matcher-key-mismatch')
      return bad(message, 'something else answers at this address', mount);
    return bad(
      message,
      'another secret than when the page was written, or a clock that is wrong',
      'pin what `recognize-elements keys --secret` prints',
    );
  }
}
