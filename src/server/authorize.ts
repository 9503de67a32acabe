import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { recognizeIdSchema, storableText } from '../wire/ids.ts';
import { type Operation, operations } from './operations.ts';
import { validate } from './validation.ts';

/** What the host permits for one request: which user it comes from, and which operations that user's first factor allows. */
export interface Permission {
  readonly recognizeId: string;
  readonly allow: readonly Operation[];
  /** Id of the session, which stays the same while it lasts. Needed for hand-offs only: no other session can read or cancel one. */
  readonly session?: string;
}

/** Supplied by the host and called for every request except the two public ones. Without a permission the status is 401. */
export type Authorize = (request: Request) => Promise<Permission | null | undefined>;

const operationsExpected = 'expected a list of operations';
/** A misspelled operation would look like a first factor that does not allow it. */
const operationExpected = `expected one of ${operations.join(', ')}`;
const permissionSchema = v.object(
  {
    recognizeId: recognizeIdSchema,
    allow: v.array(v.picklist(operations, operationExpected), operationsExpected),
    session: v.exactOptional(v.pipe(storableText, v.minLength(1, 'expected the id of the session'))),
  },
  'expected { recognizeId, allow }',
);

/**
 * @throws RecognizeError `server/unauthorized` when the host returns no permission
 * @throws Error when the host returns something else
 */
export async function requirePermission(authorize: Authorize, request: Request): Promise<Permission> {
  const permission = await authorize(request);
  if (!permission)
    throw new RecognizeError('server/unauthorized', { detail: 'the host returned no permission' });
  const toError = (detail: string) => new Error(`authorize: ${detail}`);
  return validate(permissionSchema, permission, toError);
}

/** @throws RecognizeError `server/forbidden` when the request names another user */
export function requireUser(permission: Permission, recognizeId: string): void {
  if (permission.recognizeId !== recognizeId)
    throw new RecognizeError('server/forbidden', { detail: 'recognizeId: expected the user of the session' });
}

/** @throws RecognizeError `server/forbidden` when the first factor does not allow the operation */
export function requireOperation({ allow }: Pick<Permission, 'allow'>, operation: Operation): void {
  if (!allow.includes(operation))
    throw new RecognizeError('server/forbidden', {
      detail: `${operation}: expected a first factor that allows it`,
    });
}
