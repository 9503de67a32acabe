import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { createRecognizeServer } from 'recognize-elements/server';
import { createApp } from './app.ts';
import { clientStates } from './client-states.ts';
import { openDatabase, sweep } from './database.ts';
import { listen } from './listen.ts';
import { findById } from './people.ts';
import { keyFor, readSecret } from './secret.ts';
import { allowed, isOpen, sessionOf, tokenFrom } from './sessions.ts';

/**
 * The demo host. `PORT` (default 5173 or the next free one; 0: any), `DEMO_HOST` (default 127.0.0.1), `DEMO_DATA` (folder of database and
 * secret), `DATABASE_URL` (a PostgreSQL server in the place of the embedded one), `DEMO_ORIGIN` (where the page is reached, when not on
 * localhost).
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.env.DEMO_DATA ?? join(root, 'demo/.data');
const path = '/recognize-api';
const page = join(root, 'demo/dist');
const shipped = join(root, 'dist');

if (!existsSync(join(page, 'index.html')) || !existsSync(join(shipped, 'recognize.js'))) {
  console.error('Build first: npm run build && npm run build:demo');
  process.exit(1);
}

const secret = readSecret(folder);
const storage = await openDatabase(folder, process.env.DATABASE_URL);
let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
const server = createAdaptorServer({ fetch: (request) => answer(request) }) as Server;
const port = await listen(server, process.env.PORT, process.env.DEMO_HOST);
const local = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
const origins = [...(process.env.DEMO_ORIGIN?.split(',') ?? []), ...local];

const recognize = await createRecognizeServer({
  storage,
  secret,
  models: [JSON.parse(readFileSync(join(shipped, 'assets/models/manifest.json'), 'utf8'))],
  origins,
  basePath: path,
  authorize: async (request) => {
    const session = await sessionOf(storage, tokenFrom(request));
    const person = session && (await findById(storage, session.recognizeId));
    return person && { recognizeId: person.recognizeId, allow: allowed(isOpen(session, person.enrolled)) };
  },
  log: ({ event, code, cause }) => {
    if (code === 'server/unavailable') console.error(event, code, cause ?? '');
  },
});

const states = clientStates(storage, keyFor(secret, 'client-states'));
const app = createApp({ storage, host: { recognize, origins, path }, states, page, package: shipped });
answer = app.fetch;
setInterval(() => sweep(storage).catch(() => {}), 60_000).unref();
console.log(`Recognize demo: ${local[0]}`);

async function stop(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await recognize.close();
  await storage.close();
  process.exit(0);
}
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
