import { RecognizeError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { errorResponse, jsonResponse } from './response.ts';
import { matchRoute, type Route } from './router.ts';

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
      throw new RecognizeError('server/not-found', { detail: 'path: no route has this path' });
    if (match.result === 'method-not-allowed') {
      const allow = match.allow.join(', ');
      const error = new RecognizeError('server/bad-request', { detail: `method: expected ${allow}` });
      return errorResponse(error, context.log, 405, { allow });
    }
    return jsonResponse(await match.route.handle(context, request, match.parameters));
  } catch (error) {
    return errorResponse(error, context.log);
  }
}
