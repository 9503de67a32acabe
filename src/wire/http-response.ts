import { RecognizeError, type RecognizeErrorCode } from '../errors.ts';
import { errorIn } from './responses.ts';

/** An HTTP response, as far as the page or `forwardTo` knows it. */
export interface HttpResponse {
  /** 0 for a redirect that the browser hides. */
  readonly status: number;
  /** Text, or a value parsed from JSON. */
  readonly body: unknown;
  readonly url?: string | undefined;
  /** Whether a redirect led to `url`. */
  readonly redirected?: boolean;
  /** Reads a header by its name in lower case. */
  readonly header?: (name: string) => string | null | undefined;
  /** Length of the request body in bytes. */
  readonly requestBytes?: number | undefined;
}

/** Largest delay that is taken from `Retry-After`. */
const MAX_RETRY_AFTER_MS = 86_400_000;

/** Besides 401: proxy authentication required, page expired, login time-out. */
const SIGN_IN_STATUSES = [401, 407, 419, 440];

const codeByStatus: Readonly<Record<number, RecognizeErrorCode>> = {
  403: 'server/forbidden',
  408: 'server/unavailable',
  413: 'server/bad-request',
  425: 'server/unavailable',
  429: 'server/too-many',
  // Network authentication required (RFC 6585): the sign-in page of a public network.
  511: 'host/offline',
};

/**
 * Reads the body of a response of the backend module. Something in front of the module may have answered in its place: a sign-in page, a
 * proxy, a firewall.
 *
 * @param operation becomes the prefix of `detail`
 * @returns the parsed JSON; a refusal of the module is `{error}`
 * @throws RecognizeError by the status of a response that is not one of the module; `detail` has the status and the URL
 */
export function readHttpResponse(operation: string, response: HttpResponse): unknown {
  const json = parseJson(response.body);
  const success = response.status >= 200 && response.status < 300;
  if (json !== undefined && (success || errorIn(json) !== undefined)) return json;
  throw foreignError(operation, response, json);
}

/** The value of JSON text; objects are returned as they are. Undefined for other text. */
export function parseJson(body: unknown): unknown {
  if (typeof body !== 'string') return typeof body === 'object' && body !== null ? body : undefined;
  try {
    // A byte order mark is no part of JSON (RFC 8259, section 8.1).
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function foreignError(operation: string, response: HttpResponse, json: unknown): RecognizeError {
  const { status, body, url, redirected = false, requestBytes } = response;
  const found = json === undefined ? kindOf(body) : 'JSON that is not of the backend module';
  const place = url ? ` from ${withoutQuery(url)}` : '';
  const answer = `${operation}: status ${status}${place} with ${found}`;
  const code = codeOf(status, body, redirected);
  const remainingMs = retryAfterMs(response);
  const options = {
    detail: `${answer}. ${adviceFor(code, status, requestBytes)}`,
    ...(remainingMs === undefined ? {} : { remainingMs }),
  };
  return new RecognizeError(code, options);
}

function codeOf(status: number, body: unknown, redirected: boolean): RecognizeErrorCode {
  const isRedirect = status === 0 || (status >= 300 && status < 400);
  if (SIGN_IN_STATUSES.includes(status) || isRedirect) return 'server/unauthorized';
  if (status < 300 && (redirected || isSignInPage(body))) return 'server/unauthorized';
  return codeByStatus[status] ?? (status >= 500 ? 'server/unavailable' : 'host/bad-response');
}

function adviceFor(code: RecognizeErrorCode, status: number, requestBytes: number | undefined): string {
  if (status === 413) {
    const length = requestBytes === undefined ? '' : ` This one has ${requestBytes} bytes.`;
    return `A server in front of the backend limits request bodies: allow 2,000,000 bytes.${length}`;
  }
  switch (code) {
    case 'server/unauthorized':
      return 'Something in front of the backend wants the user to sign in';
    case 'server/forbidden':
      return 'Something in front of the backend refused the request';
    case 'server/too-many':
      return 'Something in front of the backend limits the number of requests';
    case 'server/unavailable':
      return 'A server in front of the backend did not reach it';
    default:
      return 'Expected the backend module: check where it is mounted';
  }
}

const isHtml = (body: unknown): body is string =>
  typeof body === 'string' && /^\s*<(!doctype|html)/i.test(body);

/** Whether a body is an HTML page with a field for a password. */
export const isSignInPage = (body: unknown): boolean =>
  isHtml(body) && /<input[^>]*\btype\s*=\s*["']?password\b/i.test(body);

function kindOf(body: unknown): string {
  if (isHtml(body)) return 'an HTML page';
  return body === '' || body === undefined || body === null ? 'an empty body' : 'text';
}

/** Queries of sign-in pages contain secrets. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date, which is compared with the clock of the same server. */
function retryAfterMs({ header }: HttpResponse): number | undefined {
  const value = header?.('retry-after')?.trim();
  if (!value) return undefined;
  const delayMs = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.parse(header?.('date') ?? '');
  return delayMs > 0 ? Math.min(delayMs, MAX_RETRY_AFTER_MS) : undefined;
}
