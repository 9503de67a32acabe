import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { createRecognizeServer, type Storage } from 'recognize-elements/server';
import { createApp } from './app.ts';
import { authorizeWith } from './authorize.ts';
import { type ClientStates, createClientStates } from './client-states.ts';
import { deleteExpired, openDatabase } from './database.ts';
import { listen } from './listen.ts';
import { createInbox, createOutbox } from './mail.ts';
import { removeCopiesWith } from './removed-devices.ts';
import { deriveKey, readSecret } from './secret.ts';

/**
 * Starts the demo host. Environment variables: `PORT` (default the first free one from 5173 on; 0 for any), `DEMO_HOST` (network interface,
 * default 127.0.0.1), `DEMO_DATA` (folder of database and secret), `DATABASE_URL` (a PostgreSQL server instead of the embedded one),
 * `DEMO_ORIGIN` (origins of the page, separated by commas, when it is not reached through localhost), `DEMO_TRUSTED_PROXIES` (how many
 * reverse proxies are in front of this server, default 0: limits by address then ignore `X-Forwarded-For`), `DEMO_SUPPORT_TOKEN` (at least 16
 * characters; opens the routes of the support desk), `DEMO_MODELS` (folder of a model set, as `recognize-elements models add` writes it,
 * instead of the bundled set), `DEMO_PREVIOUS_MODELS` (folder of the model set that the site used before, for people who enrolled with it).
 *
 * Messages with codes and links show on the page only while this machine alone reaches it. Otherwise they are written to `outbox.jsonl` in the
 * folder of the data.
 */
const {
  PORT,
  DEMO_HOST,
  DEMO_DATA,
  DATABASE_URL,
  DEMO_ORIGIN,
  DEMO_MODELS,
  DEMO_PREVIOUS_MODELS,
  DEMO_TRUSTED_PROXIES,
  DEMO_SUPPORT_TOKEN,
} = process.env;
const root = fileURLToPath(new URL('../..', import.meta.url));
const pageFolder = join(root, 'demo/dist');
const packageFolder = join(root, 'dist');
/** `npm start` writes the compressed copies; without them the files of the build are served. */
const compressedFolder = join(pageFolder, 'recognize-assets');
const assetsFolder = existsSync(compressedFolder) ? compressedFolder : join(packageFolder, 'assets');
const modelsFolder = resolve(DEMO_MODELS ?? join(assetsFolder, 'models'));
const previousModelsFolder =
  DEMO_PREVIOUS_MODELS === undefined ? modelsFolder : resolve(DEMO_PREVIOUS_MODELS);
const basePath = '/recognize-api';
const CLEANUP_INTERVAL_MS = 60_000;

async function start(): Promise<void> {
  if (!existsSync(join(pageFolder, 'index.html')) || !existsSync(join(packageFolder, 'recognize.js')))
    throw new Error('The demo is not built: run `npm run build` first.');
  requireManifest('DEMO_MODELS', modelsFolder);
  requireManifest('DEMO_PREVIOUS_MODELS', previousModelsFolder);
  const folder = DEMO_DATA ?? join(root, 'demo/.data');
  const trustedProxies = Number(DEMO_TRUSTED_PROXIES ?? 0);
  if (!Number.isSafeInteger(trustedProxies) || trustedProxies < 0)
    throw new Error('DEMO_TRUSTED_PROXIES: expected the number of reverse proxies, 0 or more.');
  if (DEMO_SUPPORT_TOKEN !== undefined && DEMO_SUPPORT_TOKEN.length < 16)
    throw new Error('DEMO_SUPPORT_TOKEN: expected at least 16 characters.');
  const secret = readSecret(folder);
  const storage = await openDatabase(folder, DATABASE_URL);
  // The backend module has to know the origins of the page, and with them the port. The server therefore listens before the app exists.
  let handle: (request: Request, env?: unknown) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 });
  // The second argument carries the connection, and with it the address of the client.
  const server = createAdaptorServer({ fetch: (request, env) => handle(request, env) }) as Server;
  const port = await listen(server, PORT, DEMO_HOST);
  const localOrigins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const origins = [...(DEMO_ORIGIN?.split(',') ?? []), ...localOrigins];

  const clientStates = createClientStates(storage, deriveKey(secret, 'client-states'));
  const recognize = await createBackend(storage, secret, origins, clientStates);
  const backend = { recognize, origins, basePath };
  const outboxFile = join(folder, 'outbox.jsonl');
  const inbox = DEMO_ORIGIN === undefined && isLoopback(DEMO_HOST) ? createInbox() : undefined;
  const app = createApp({
    storage,
    backend,
    clientStates,
    mail: inbox ?? createOutbox(outboxFile),
    ...(inbox === undefined ? {} : { inbox }),
    trustedProxies,
    ...(DEMO_SUPPORT_TOKEN === undefined ? {} : { supportToken: DEMO_SUPPORT_TOKEN }),
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

const manifestIn = (folder: string): string => join(folder, 'manifest.json');

function requireManifest(variable: string, folder: string): void {
  if (!existsSync(manifestIn(folder))) throw new Error(`${variable}: ${manifestIn(folder)} does not exist.`);
}

const createBackend = (
  storage: Storage,
  secret: string,
  origins: readonly string[],
  clientStates: ClientStates,
) =>
  createRecognizeServer({
    storage,
    secret,
    models: [...new Set([modelsFolder, previousModelsFolder])].map((folder) =>
      JSON.parse(readFileSync(manifestIn(folder), 'utf8')),
    ),
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

/** Whether only this machine reaches a server on this interface. */
const isLoopback = (host = '127.0.0.1'): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);

start().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
