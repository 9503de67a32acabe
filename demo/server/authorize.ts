import type { Permission, Storage } from 'recognize-elements/server';
import { findById } from './people.ts';
import { allowed, isOpen, sessionOf, tokenFrom } from './sessions.ts';

/** Who a request to the backend module comes from, and what they have shown so far: the session knows. */
export const authorizeWith =
  (storage: Storage) =>
  async (request: Request): Promise<Permission | undefined> => {
    const session = await sessionOf(storage, tokenFrom(request));
    const person = session && (await findById(storage, session.recognizeId));
    return person && { recognizeId: person.recognizeId, allow: allowed(isOpen(session, person.enrolled)) };
  };
