import type { RecognizeServer } from 'recognize-elements/server';

/** What `app/recognize-api/[...path]/route.ts` exports. */
export function createNextRoute(recognize: RecognizeServer) {
  const handle = (request: Request) => recognize.fetch(request);
  return { GET: handle, POST: handle, PATCH: handle, DELETE: handle };
}
