import { RecognizeError, type RecognizeErrorCode, toRecognizeError } from '../../errors.ts';
import type { Log } from '../context.ts';

const statusOf: Partial<Record<RecognizeErrorCode, number>> = {
  'server/unauthorized': 401,
  'server/forbidden': 403,
  'server/not-found': 404,
  'ceremony/session-unknown': 404,
  'ceremony/locked': 423,
  'server/too-many': 429,
  'server/unavailable': 503,
};
const conflicts = /^(client-state|ceremony)\/|device-limit$/;

const statusFor = (code: RecognizeErrorCode): number => statusOf[code] ?? (conflicts.test(code) ? 409 : 400);

/** 200 with a body in JSON. */
export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });

/** What was thrown as an answer: its code, and of what was not foreseen nothing but `server/unavailable`. */
export function refusal(thrown: unknown, log: Log): Response {
  const known = thrown instanceof RecognizeError;
  const error = known ? thrown : new RecognizeError('server/unavailable');
  const status = statusFor(error.code);
  const cause = known ? error.cause : thrown;
  log({
    event: 'error',
    code: error.code,
    status,
    ...(cause === undefined ? {} : { cause: toRecognizeError(cause, error.code).detail ?? '' }),
  });
  return json({ error: error.toJSON() }, status);
}
