import { RecognizeError, toRecognizeError } from '../errors.ts';
import { type HttpResponse, isSignInPage, parseJson, readHttpResponse } from '../wire/http-response.ts';
import { errorIn } from '../wire/responses.ts';

// Pages carry requests with many libraries. What these resolve or reject with is read here: `fetch` and ky (a `Response`), axios and others
// (`{status, data}`, thrown as `error.response`), Angular (`{status, body}`, thrown as `{status, error}`), jQuery and XMLHttpRequest
// (`{status, responseText}`).

type Fields = Readonly<Record<string, unknown>>;

/**
 * The JSON in an answer of the page: a `Response`, the response object of a library, or JSON as text is unwrapped.
 *
 * @throws RecognizeError of the response, when the module or something in front of it has refused the request
 */
export async function readHostAnswer(operation: string, answer: unknown): Promise<unknown> {
  if (isSignInPage(answer)) {
    const detail = `${operation}: an HTML page with a password field. Expected JSON of the backend module`;
    throw new RecognizeError('server/unauthorized', { detail });
  }
  if (typeof answer === 'string') return parseJson(answer) ?? answer;
  if (errorIn(answer) !== undefined) return answer;
  const response = await responseFrom(answer);
  return response === undefined ? answer : readHttpResponse(operation, response);
}

/**
 * The error for a rejection of the page. An error of the backend in it is that error; only a failure to reach the server is `host/offline`.
 *
 * @param thrown as the page rejected, or already wrapped in `host/rejected`
 */
export async function hostError(operation: string, thrown: unknown): Promise<RecognizeError> {
  if (thrown instanceof RecognizeError && (thrown.code !== 'host/rejected' || thrown.cause === undefined))
    return thrown;
  const rejected = thrown instanceof RecognizeError ? thrown.cause : thrown;
  const found = backendErrorIn(rejected);
  if (found !== undefined) return found;
  if (isNetworkFailure(rejected)) return new RecognizeError('host/offline', options(operation, rejected));
  if (isTimeout(rejected)) return new RecognizeError('host/no-response', options(operation, rejected));
  const { response: inner } = fieldsOf(rejected);
  const response = (await responseFrom(inner)) ?? (await responseFrom(rejected));
  if (response === undefined) return toRecognizeError(thrown, 'host/rejected');
  try {
    return errorIn(readHttpResponse(operation, response)) ?? toRecognizeError(thrown, 'host/rejected');
  } catch (error) {
    return (error as RecognizeError).with({ cause: rejected });
  }
}

const options = (operation: string, cause: unknown) => ({
  cause,
  detail: `${operation}: ${cause instanceof Error ? cause.message : 'status 0'}`,
});

const fieldsOf = (value: unknown): Fields =>
  (typeof value === 'object' && value !== null) || typeof value === 'function' ? (value as Fields) : {};

/** An error of the backend in a rejection: `{error}`, also inside a body, or the error itself, also of another copy of this package. */
function backendErrorIn(rejected: unknown): RecognizeError | undefined {
  const { data, body, error, response, responseText, responseJSON } = fieldsOf(rejected);
  const inner = fieldsOf(response);
  const candidates = [rejected, data, body, error, responseJSON, responseText];
  const nested = [inner.data, inner._data, inner.body, inner.text];
  for (const candidate of [...candidates, ...nested]) {
    const value = parseJson(candidate);
    const found = errorIn(value) ?? errorIn({ error: value });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Messages of `fetch` in Chromium, Firefox, WebKit, Node and React Native; codes of axios. */
const NETWORK_MESSAGE =
  /^failed to fetch|networkerror when attempting|^load failed|^network (error|request failed)|^fetch failed|connection was lost/i;

function isNetworkFailure(rejected: unknown): boolean {
  const { code, status, readyState, message, response } = fieldsOf(rejected);
  if (response !== undefined && response !== null) return false;
  if (code === 'ERR_NETWORK') return true;
  if (status === 0 && (readyState === undefined || readyState === 4 || readyState === 0)) return true;
  if (!(rejected instanceof Error)) return false;
  // WebKit translates its messages. A browser that knows that it is offline has no other reason for a TypeError of `fetch`.
  const isOffline = rejected instanceof TypeError && globalThis.navigator?.onLine === false;
  return isOffline || NETWORK_MESSAGE.test(String(message));
}

const isTimeout = (rejected: unknown): boolean => {
  const { name, code } = fieldsOf(rejected);
  return name === 'TimeoutError' || code === 'ECONNABORTED' || code === 'ETIMEDOUT';
};

/** The HTTP response that a value is or describes; undefined for other values, such as the JSON of the module. */
async function responseFrom(value: unknown): Promise<HttpResponse | undefined> {
  const fields = fieldsOf(value);
  const status = [fields.status, fields.statusCode].find((candidate) => typeof candidate === 'number');
  if (typeof status !== 'number') return undefined;
  const url = [fields.url, fields.responseURL].find((candidate) => typeof candidate === 'string');
  return {
    status,
    body: typeof fields.text === 'function' ? await readText(value as Response) : bodyOf(fields),
    redirected: fields.redirected === true,
    header: (name) => headerOf(value, name),
    ...(typeof url === 'string' ? { url } : {}),
  };
}

/** A body that was read before, as ky does, is not available. */
const readText = (response: Response): Promise<string> =>
  response.bodyUsed ? Promise.resolve('') : response.text().catch(() => '');

/** The names under which libraries keep a body. A value with a status and none of them is itself the body, as in RFC 9457. */
function bodyOf(fields: Fields): unknown {
  const names = ['data', '_data', 'body', 'responseJSON', 'responseText', 'text'];
  const name = names.find((candidate) => fields[candidate] !== undefined);
  return name === undefined ? (fields.error ?? fields) : fields[name];
}

function headerOf(value: unknown, name: string): string | undefined {
  const { headers, getResponseHeader } = fieldsOf(value);
  const { get } = fieldsOf(headers);
  const header: unknown =
    typeof get === 'function'
      ? get.call(headers, name)
      : typeof getResponseHeader === 'function'
        ? getResponseHeader.call(value, name)
        : Object.entries(fieldsOf(headers)).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof header === 'string' ? header : undefined;
}
