import { HTTPException } from 'hono/http-exception';

/** Why the demo's own API refuses a request. The page has a text for each reason. */
type Reason =
  | 'bad-request'
  | 'signed-out'
  | 'not-allowed'
  | 'name-taken'
  | 'name-invalid'
  | 'password-short'
  | 'wrong'
  | 'no-client-state'
  | 'assertion'
  | 'amount'
  | 'other-origin';

/** Every other reason is 400. */
const statusOf: Partial<Record<Reason, 401 | 403 | 404 | 409>> = {
  'signed-out': 401,
  wrong: 401,
  'not-allowed': 403,
  'other-origin': 403,
  'no-client-state': 404,
  'name-taken': 409,
};

export const refusal = (reason: Reason): HTTPException =>
  new HTTPException(statusOf[reason] ?? 400, { message: reason });
