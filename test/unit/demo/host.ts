import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../../demo/server/app.ts';
import { authorizeWith } from '../../../demo/server/authorize.ts';
import { clientStates } from '../../../demo/server/client-states.ts';
import { createTables } from '../../../demo/server/database.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, origin } from '../../support/test-backend.ts';
import { Visitor } from './visitor.ts';

const path = '/recognize-api';
/** Nothing of the page is asked for. */
const folder = fileURLToPath(new URL('.', import.meta.url));

/** The demo host over an empty database, with a backend module whose faces are drawn. */
export async function createHost() {
  const storage = await testStorage();
  await createTables(storage);
  const world = await createTestBackend({ storage, basePath: path, authorize: authorizeWith(storage) });
  const app = createApp({
    storage,
    host: { recognize: world.server, origins: [origin], path },
    states: clientStates(storage, randomBytes(32)),
    page: folder,
    package: folder,
  });
  const visitor = () => new Visitor(app);
  return {
    storage,
    visitor,
    close: world.close,
    /** The module as this visitor reaches it: through the host, with their session. */
    through: (who: Visitor): typeof world => ({
      ...world,
      fetchAs: (_person, method, path_, body) => who.fetch(method, `${path}/${path_}`, body),
    }),
    async registered(name: string) {
      const who = visitor();
      const { body } = await who.call('POST', 'people', { name, password: `${name}'s password` });
      return { who, recognizeId: body.recognizeId as string };
    },
    /** What a page elsewhere sends here. */
    foreign: async (method: string, path: string, body: unknown) =>
      app.request(`${origin}${path}`, {
        method,
        headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    /** Whoever has shown the password in another browser. */
    async returned(name: string) {
      const who = visitor();
      await who.call('POST', 'sessions', { name, password: `${name}'s password` });
      return who;
    },
    /** How many rows a table of the demo has for somebody. */
    async count(table: 'sessions' | 'client_states' | 'payments', recognizeId: string): Promise<number> {
      const text = `select * from demo_${table} where recognize_id = $1`;
      return (await storage.query(text, [recognizeId])).length;
    },
  };
}
