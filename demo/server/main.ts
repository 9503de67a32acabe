import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createRecognizeServer, type RecognizeServer, type Storage } from 'recognize-elements/server';
import { createApp } from './app.ts';
import { authorizeWith } from './authorize.ts';
import { type ClientStates, createClientStates } from './client-states.ts';
import { deleteExpired, openDatabase } from './database.ts';
import {
  assetsFolder,
  type Environment,
  manifestIn,
  packageFolder,
  pageFolder,
  readEnvironment,
} from './environment.ts';
import { listen } from './listen.ts';
import { createInbox, createOutbox } from './mail.ts';
import { removeCopiesWith } from './removed-devices.ts';
import { deriveKey, readSecret } from './secret.ts';

const basePath = '/recognize-api';
const CLEANUP_INTERVAL_MS = 60_000;

/**
 * Starts the demo host. Messages with codes and links show on the page only while this machine alone reaches it. Otherwise they are written to
 * `outbox.jsonl` in the folder of the data.
 */
async function start(): Promise<void> {
  if (!existsSync(join(pageFolder, 'index.html')) || !existsSync(join(packageFolder, 'recognize.js')))
    throw new Error('The demo is not built: run `npm run build` first.');
  const environment = readEnvironment();
  const { dataFolder, trustedProxies, supportToken, modelsFolder, previousModelsFolder } = environment;
  const secret = readSecret(dataFolder);
  const storage = await openDatabase(dataFolder, environment.databaseUrl);
  // The backend module has to know the origins of the page, and with them the port. The server therefore listens before the app exists.
  let handle: (request: Request, env?: unknown) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 });
  // The second argument carries the connection, and with it the address of the client.
  const server = createAdaptorServer({ fetch: (request, env) => handle(request, env) }) as Server;
  const port = await listen(server, environment.port, environment.networkInterface);
  const localOrigins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const origins = [...(environment.publicOrigins ?? []), ...localOrigins];

  const clientStates = createClientStates(storage, deriveKey(secret, 'client-states'));
  const modelFolders = [...new Set([modelsFolder, previousModelsFolder])];
  const recognize = await createBackend(storage, secret, origins, clientStates, modelFolders);
  const backend = { recognize, origins, basePath };
  const outboxFile = join(dataFolder, 'outbox.jsonl');
  const inbox = isLocal(environment) ? createInbox() : undefined;
  const app = createApp({
    storage,
    backend,
    clientStates,
    mail: inbox ?? createOutbox(outboxFile),
    ...(inbox === undefined ? {} : { inbox }),
    trustedProxies,
    ...(supportToken === undefined ? {} : { supportToken }),
    pageFolder,
    packageFolder,
    assetsFolder,
    modelsFolder,
    previousModelsFolder,
  });
  handle = app.fetch;
  setInterval(() => deleteExpired(storage).catch(() => {}), CLEANUP_INTERVAL_MS).unref();
  console.log(`Recognize demo: ${localOrigins[0]}`);
  if (inbox === undefined) console.log(`Messages with codes and links: ${outboxFile}`);

  stopWith(server, recognize, storage);
}

/** Ends the process in order when it gets a signal. */
function stopWith(server: Server, recognize: RecognizeServer, storage: Storage): void {
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await recognize.close();
    await storage.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

const createBackend = (
  storage: Storage,
  secret: string,
  origins: readonly string[],
  clientStates: ClientStates,
  modelFolders: readonly string[],
) =>
  createRecognizeServer({
    storage,
    secret,
    models: modelFolders.map((folder) => JSON.parse(readFileSync(manifestIn(folder), 'utf8'))),
    origins,
    basePath,
    // The view `phone` of the page, which reads what follows from the address.
    handoffPage: '/#/phone/',
    authorize: authorizeWith(storage),
    onRemoved: removeCopiesWith(clientStates),
    log: (entry) => {
      if (entry.code === 'server/unavailable') console.error(entry.event, entry.code, entry.cause ?? '');
      if (entry.event === 'unfrozen') console.info(JSON.stringify(entry));
    },
  });

/** Whether only this machine reaches the server. */
const isLocal = ({ publicOrigins, networkInterface = '127.0.0.1' }: Environment): boolean =>
  publicOrigins === undefined && /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(networkInterface);

start().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
