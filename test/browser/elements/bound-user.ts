import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { CeremonyContext } from '../../../src/ceremonies/types.ts';
import { createMatchingClient } from '../../../src/matching/client.ts';
import { withUserLock } from '../../../src/store/user-lock.ts';
import { captureOf, photoOf } from '../../support/capture.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { assetsBase, authorizationFor, newUser, pageStore } from './page.ts';

/** A user with a client state, to whom this browser is bound: through the real backend, with embeddings that need no camera. */
export async function createBoundUser(): Promise<string> {
  const user = newUser();
  const { modelId, n } = await (await fetch('/backend/about')).json();
  const face = syntheticFace(7);
  const context: CeremonyContext = {
    host: async ({ path, method, body }) => {
      const init = { method, headers: { 'x-user': user }, ...(body ? { body: JSON.stringify(body) } : {}) };
      return (await fetch(`/backend/api/${path}`, init)).json();
    },
    matching: createMatchingClient({ assetsBase }),
    store: pageStore,
    withUserLock,
    models: async () => ({ modelId, n, tau: 0, center: new Float32Array(256), previous: false }),
    warmUp: async () => {},
    capture: captureOf(face),
    openPhoto: photoOf(face),
    description: { name: 'Kitchen', browser: 'Chrome', system: 'Linux' },
    origin: location.origin,
    onStep: () => {},
    onDurableResult: () => {},
    signal: new AbortController().signal,
    now: Date.now,
  };
  const { clientState } = await enroll(context, {
    type: 'BACKUP',
    name: 'Recovery',
    authorization: authorizationFor(user, 'enroll'),
  });
  await recover(context, {
    recognizeId: user,
    clientState: clientState!,
    authorization: authorizationFor(user, 'recover'),
  });
  return user;
}
