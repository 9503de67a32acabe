import type { Authorize, Storage } from 'recognize-elements/server';
import { allowedOperations, findSession, hasFullAccess, sessionToken } from './sessions.ts';
import { findById } from './users.ts';

/** Tells the backend module which user a request comes from, and what the factors of the session allow. */
export const authorizeWith =
  (storage: Storage): Authorize =>
  async (request) => {
    const session = await findSession(storage, sessionToken(request));
    const user = session && (await findById(storage, session.recognizeId));
    if (!user) return undefined;
    return {
      recognizeId: user.recognizeId,
      allow: allowedOperations(hasFullAccess(session, user.enrolled)),
    };
  };
