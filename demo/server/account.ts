import type { Context } from 'hono';
import type { Storage } from 'recognize-elements/server';
import { refusal } from './refusal.ts';
import { hasFullAccess, requireSession, type Session } from './sessions.ts';
import { findById, type User } from './users.ts';

/** The signed-in user as the page receives it. The balance belongs to the account, which one factor does not open. */
export function accountOf({ balance, ...user }: User, session: Session) {
  const fullAccess = hasFullAccess(session, user.enrolled);
  return { ...user, balance: fullAccess ? balance : null, factors: session.factors, fullAccess };
}

interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

/** The user of the request's session. @throws HTTPException `signed-out` */
export async function requireUser(storage: Storage, context: Context): Promise<SignedIn> {
  const session = await requireSession(storage, context);
  const user = await findById(storage, session.recognizeId);
  if (user === undefined) throw refusal('signed-out');
  return { user, session };
}

/** The user of the request's session, who may use the account. @throws HTTPException `signed-out`, `not-allowed` */
export async function requireFullAccess(storage: Storage, context: Context): Promise<SignedIn> {
  const signedIn = await requireUser(storage, context);
  if (!hasFullAccess(signedIn.session, signedIn.user.enrolled)) throw refusal('not-allowed');
  return signedIn;
}
