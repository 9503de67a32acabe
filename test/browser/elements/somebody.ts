import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { CeremonyContext } from '../../../src/ceremonies/types.ts';
import { createMatchingClient } from '../../../src/matching/client.ts';
import { withUserLock } from '../../../src/store/user-lock.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { authorization, newPerson, pageStore } from './page.ts';

/** Somebody with a client state and this browser bound: over the real backend, with a face that needs no camera. */
export async function somebodyBound(): Promise<string> {
  const person = newPerson();
  const { modelId, n } = await (await fetch('/backend/about')).json();
  const face = drawnFace(7);
  const context: CeremonyContext = {
    host: async ({ path, method, body }) => {
      const init = {
        method,
        headers: { 'x-person': person },
        ...(body ? { body: JSON.stringify(body) } : {}),
      };
      return (await fetch(`/backend/api/${path}`, init)).json();
    },
    matching: createMatchingClient({ assetsBase: new URL('/dist/assets/', location.href) }),
    store: pageStore,
    withUserLock,
    models: async () => ({ modelId, n, center: new Float32Array(256) }),
    warmUp: async () => {},
    capture: async () => face(),
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
    authorization: authorization(person, 'enroll'),
  });
  await recover(context, {
    recognizeId: person,
    clientState: clientState!,
    authorization: authorization(person, 'recover'),
  });
  return person;
}
