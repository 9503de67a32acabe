import { RecognizeError, type RecognizeErrorCode, toRecognizeError } from '../../errors.ts';
import type { Log } from '../log.ts';

const statusByCode: Partial<Record<RecognizeErrorCode, number>> = {
  'server/unauthorized': 401,
  'server/forbidden': 403,
  'server/not-found': 404,
  'ceremony/session-unknown': 404,
  'server/device-limit': 409,
  'ceremony/locked': 423,
  'server/too-many': 429,
  'security/database-changed': 500,
  'server/unavailable': 503,
};

function statusOf(code: RecognizeErrorCode): number {
  const isConflict = /^(client-state|ceremony|handoff)\//.test(code);
  return statusByCode[code] ?? (isConflict ? 409 : 400);
}

/** A response with a JSON body. */
export const jsonResponse = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });

/**
 * A response with the code of a thrown error, which is also logged. An unexpected error becomes `server/unavailable`; its message is
 * logged and not sent.
 *
 * @param status default: the status of the code, as listed in docs/server.md
 */
export function errorResponse(
  thrown: unknown,
  log: Log,
  status?: number,
  headers?: Record<string, string>,
): Response {
  const expected = thrown instanceof RecognizeError;
  const error = expected ? thrown : new RecognizeError('server/unavailable');
  const sentStatus = status ?? statusOf(error.code);
  const cause = expected ? error.cause : thrown;
  log({
    event: 'error',
    code: error.code,
    status: sentStatus,
    ...(cause === undefined ? {} : { cause: toRecognizeError(cause, error.code).detail ?? '' }),
  });
  return jsonResponse({ error: error.toJSON() }, sentStatus, headers);
}
