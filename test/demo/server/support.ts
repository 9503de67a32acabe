import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../../demo/server/app.ts';
import { authorizeWith } from '../../../demo/server/authorize.ts';
import { createClientStates } from '../../../demo/server/client-states.ts';
import { createTables } from '../../../demo/server/database.ts';
import { createInbox } from '../../../demo/server/mail.ts';
import { removeCopiesWith } from '../../../demo/server/removed-devices.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { HttpClient } from './http-client.ts';

const basePath = '/recognize-api';
/** The only files that these tests request are those of the model set. */
const emptyFolder = fileURLToPath(new URL('.', import.meta.url));
const modelsFolder = fileURLToPath(new URL('../../../models', import.meta.url));

export const supportToken = 'token-of-the-support-desk';

interface DemoHostOptions {
  /** Default 0. */
  readonly trustedProxies?: number;
  /** Whether the page shows the messages; default true. */
  readonly showsMessages?: boolean;
  /** Of the page; default an HTTPS origin. */
  readonly origins?: readonly string[];
  /** Default a folder without assets. */
  readonly assetsFolder?: string;
}

/** The demo host over an empty database, with a backend module whose models have no nets. */
export async function createDemoHost({
  trustedProxies = 0,
  showsMessages = true,
  origins = [origin],
  assetsFolder = emptyFolder,
}: DemoHostOptions = {}) {
  const storage = await testStorage();
  await createTables(storage);
  const clientStates = createClientStates(storage, randomBytes(32));
  const backend = await createTestBackend({
    storage,
    basePath,
    authorize: authorizeWith(storage),
    onRemoved: removeCopiesWith(clientStates),
  });
  const inbox = createInbox();
  const app = createApp({
    storage,
    backend: { recognize: backend.server, origins, basePath },
    mail: inbox,
    ...(showsMessages ? { inbox } : {}),
    trustedProxies,
    supportToken,
    clientStates,
    pageFolder: emptyFolder,
    packageFolder: emptyFolder,
    assetsFolder,
    modelsFolder,
    previousModelsFolder: modelsFolder,
  });
  const client = () => new HttpClient(app);
  return {
    client,
    app,
    storage,
    inbox,
    close: backend.close,
    /** The backend module as this client reaches it: through the host, with the client's session. */
    backendOf: (client: HttpClient): TestBackend => ({
      ...backend,
      fetchAs: (_user, method, path, body) => client.fetch(method, `${basePath}/${path}`, body),
    }),
    /** Creates an account. The client is signed in with the password. */
    async register(name: string) {
      const registered = client();
      const credentials = { name, password: `${name}'s password` };
      await registered.call('POST', 'people', credentials);
      const [message] = inbox.list(name);
      const { body } = await registered.call('POST', 'people/confirm', { code: message?.secret });
      return { client: registered, recognizeId: body.recognizeId as string };
    },
    /** Signs in with the password in another browser. */
    async signInAgain(name: string) {
      const signedIn = client();
      await signedIn.call('POST', 'sessions', { name, password: `${name}'s password` });
      return signedIn;
    },
    /** A request from a page of another origin. */
    fetchFromOtherOrigin: async (method: string, path: string, body: unknown) =>
      app.request(`${origin}${path}`, {
        method,
        headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    /** The number of a user's rows in a table of the demo. */
    async countRows(table: 'sessions' | 'client_states' | 'payments', recognizeId: string): Promise<number> {
      const rows = await storage.query(`select * from demo_${table} where recognize_id = $1`, [recognizeId]);
      return rows.length;
    },
  };
}

export type DemoHost = Awaited<ReturnType<typeof createDemoHost>>;

/** The name of the signed-in user, or null. */
export const signedInName = async (client: HttpClient): Promise<string | null> =>
  (await client.call('GET', 'me')).body?.name ?? null;
