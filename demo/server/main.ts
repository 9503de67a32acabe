import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { createRecognizeServer } from 'recognize-elements/server';
import { createApp } from './app.ts';
import { authorizeWith } from './authorize.ts';
import { clientStates } from './client-states.ts';
import { openDatabase, sweep } from './database.ts';
import { listen } from './listen.ts';
import { keyFor, readSecret } from './secret.ts';

/**
 * The demo host. `PORT` (default 5173 or the next free one; 0: any), `DEMO_HOST` (default 127.0.0.1), `DEMO_DATA` (folder of database and
 * secret), `DATABASE_URL` (a PostgreSQL server in the place of the embedded one), `DEMO_ORIGIN` (where the page is reached, when not on
 * localhost).
 */
const { PORT, DEMO_HOST, DEMO_DATA, DATABASE_URL, DEMO_ORIGIN } = process.env;
const root = fileURLToPath(new URL('../..', import.meta.url));
const page = join(root, 'demo/dist');
const shipped = join(root, 'dist');
const path = '/recognize-api';

async function start(): Promise<void> {
  if (!existsSync(join(page, 'index.html')) || !existsSync(join(shipped, 'recognize.js')))
    throw new Error('Build first: npm run build && npm run build:demo');
  const folder = DEMO_DATA ?? join(root, 'demo/.data');
  const secret = readSecret(folder);
  const storage = await openDatabase(folder, DATABASE_URL);
  // The port belongs to the origin, which the module has to know: it is taken first, and answers last.
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
  const server = createAdaptorServer({ fetch: (request) => answer(request) }) as Server;
  const port = await listen(server, PORT, DEMO_HOST);
  const local = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const origins = [...(DEMO_ORIGIN?.split(',') ?? []), ...local];

  const recognize = await createRecognizeServer({
    storage,
    secret,
    models: [JSON.parse(readFileSync(join(shipped, 'assets/models/manifest.json'), 'utf8'))],
    origins,
    basePath: path,
    authorize: authorizeWith(storage),
    log: ({ event, code, cause }) => {
      if (code === 'server/unavailable') console.error(event, code, cause ?? '');
    },
  });
  const states = clientStates(storage, keyFor(secret, 'client-states'));
  const app = createApp({ storage, host: { recognize, origins, path }, states, page, package: shipped });
  answer = app.fetch;
  setInterval(() => sweep(storage).catch(() => {}), 60_000).unref();
  console.log(`Recognize demo: ${local[0]}`);

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

start().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
