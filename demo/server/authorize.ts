import type { Authorize, Storage } from 'recognize-elements/server';
import { allowedOperations, findSession, hasFullAccess, sessionToken } from './sessions.ts';
import { findById } from './users.ts';

/** Returns the user and the session from whom a request comes, and the operations that the factors of the session allow. */
export const authorizeWith =
  (storage: Storage): Authorize =>
  async (request) => {
    const session = await findSession(storage, sessionToken(request));
    const user = session && (await findById(storage, session.recognizeId));
    if (!user) return undefined;
    return {
      recognizeId: user.recognizeId,
      allow: allowedOperations(hasFullAccess(session, user.enrolled)),
      session: session.id,
    };
  };
