import { HTTPException } from 'hono/http-exception';

/** Why the demo's own API refuses a request. The page has a text for each reason. */
type Reason =
  | 'bad-request'
  | 'too-large'
  | 'too-many'
  | 'signed-out'
  | 'not-allowed'
  | 'name-invalid'
  | 'password-short'
  | 'wrong'
  | 'no-client-state'
  | 'no-inbox'
  | 'not-found'
  | 'assertion'
  | 'amount'
  | 'other-origin';

/** Every other reason is 400. */
const statusOf: Partial<Record<Reason, 401 | 403 | 404 | 413 | 429>> = {
  'signed-out': 401,
  wrong: 401,
  'not-allowed': 403,
  'other-origin': 403,
  'no-client-state': 404,
  'no-inbox': 404,
  'not-found': 404,
  'too-large': 413,
  'too-many': 429,
};

/** @param waitMs when the same request may succeed, milliseconds from now */
export function refusal(reason: Reason, waitMs?: number): HTTPException {
  const status = statusOf[reason] ?? 400;
  const headers: Record<string, string> =
    waitMs === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) };
  return new HTTPException(status, {
    message: reason,
    res: Response.json({ error: reason }, { status, headers }),
  });
}
