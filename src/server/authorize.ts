import { RecognizeError } from '../errors.ts';
import type { Operation } from './operations.ts';

/** What the host permits for one request: which user it comes from, and which operations that user's first factor allows. */
export interface Permission {
  readonly recognizeId: string;
  readonly allow: readonly Operation[];
}

/** Supplied by the host and called for every request except the two public ones. Without a permission the status is 401. */
export type Authorize = (request: Request) => Promise<Permission | null | undefined>;

/** @throws RecognizeError `server/unauthorized` when the host returns no permission */
export async function requirePermission(authorize: Authorize, request: Request): Promise<Permission> {
  const permission = await authorize(request);
  if (!permission)
    throw new RecognizeError('server/unauthorized', { detail: 'the host returned no permission' });
  return permission;
}

/** @throws RecognizeError `server/forbidden` when the request names another user */
export function requireUser(permission: Permission, recognizeId: string): void {
  if (permission.recognizeId !== recognizeId)
    throw new RecognizeError('server/forbidden', { detail: 'recognizeId: expected the user of the session' });
}

/** @throws RecognizeError `server/forbidden` when the first factor does not allow the operation */
export function requireOperation({ allow }: Permission, operation: Operation): void {
  if (!allow.includes(operation))
    throw new RecognizeError('server/forbidden', {
      detail: `${operation}: expected a first factor that allows it`,
    });
}
