import { RecognizeError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { InterruptedBody } from './request-body.ts';
import { errorResponse, jsonResponse } from './response.ts';
import { matchRoute, pathOf, type Route } from './router.ts';

/** Answers one request; never rejects. */
export async function handleRequest(
  context: Context,
  routes: readonly Route[],
  basePath: string,
  request: Request,
): Promise<Response> {
  try {
    const match = matchRoute(routes, basePath, request);
    if (match.result === 'not-found')
      throw new RecognizeError('server/not-found', { detail: notFoundDetail(basePath, request) });
    if (match.result === 'method-not-allowed') {
      const allow = match.allow.join(', ');
      const error = new RecognizeError('server/bad-request', { detail: `method: expected ${allow}` });
      return errorResponse(error, context.log, 405, { allow });
    }
    requireFetchRequest(request);
    return jsonResponse(await match.route.handle(context, request, match.parameters));
  } catch (error) {
    return errorResponse(error, isClientAbort(error, request) ? () => {} : context.log);
  }
}

/** @throws RecognizeError `server/bad-request` for the request object of a framework without Fetch API */
function requireFetchRequest({ headers }: Partial<Request>): void {
  if (typeof headers?.get === 'function') return;
  throw new RecognizeError('server/bad-request', {
    detail: 'request: expected a Request of the Fetch API; use toNodeHandler for (req, res) of Node',
  });
}

/** Longer paths are cut in `detail`. */
const MAX_PATH_CHARACTERS = 200;

function notFoundDetail(basePath: string, { url }: Request): string {
  const path = pathOf(url).slice(0, MAX_PATH_CHARACTERS);
  if (path === '') return 'url: expected an absolute URL; use toNodeHandler for (req, res) of Node';
  if (path.startsWith(`${basePath}/`)) return `path: no route of this module is ${path}`;
  return `path: ${path} is not below basePath ${basePath}; pass on the complete path, or change basePath`;
}

/** The client has closed the connection: no fault, and nobody reads the answer. */
function isClientAbort(error: unknown, request: Partial<Request> | undefined): boolean {
  if (error instanceof InterruptedBody) return true;
  if (request?.signal?.aborted !== true) return false;
  return error === request.signal.reason || (error instanceof Error && error.name === 'AbortError');
}
