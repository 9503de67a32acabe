import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { createRecognizeServer, operations } from '../../../src/server/index.ts';
import { pgStorage } from '../../../src/server/storage/pg.ts';
import { pgliteStorage } from '../../../src/server/storage/pglite.ts';

// A backend of the load bench. Several processes can share a database. Arguments: manifest, secret, origin of the pages, URL of the database (else
// PGlite in memory). The header `x-user` names the user. It sends its address to the parent process, and its processor time on request.

const [manifest = '', secret = '', origin = '', databaseUrl] = process.argv.slice(2);
const storage = await (databaseUrl === undefined ? pgliteStorage() : pgStorage(databaseUrl));
const recognize = await createRecognizeServer({
  storage,
  secret,
  models: [JSON.parse(readFileSync(manifest, 'utf8'))],
  origins: [origin],
  authorize: async ({ headers }) => {
    const recognizeId = headers.get('x-user');
    return recognizeId === null ? undefined : { recognizeId, allow: operations };
  },
  policy: { deviceLimit: 1e6 },
});

/** Authorizations as JSON, several at once. */
async function issueTokens(query: URLSearchParams): Promise<Response> {
  const recognizeId = query.get('user')!;
  const ceremony = query.get('ceremony') as 'enroll' | 'recover';
  const tokens = [];
  for (let i = 0; i < Number(query.get('count')); i++)
    tokens.push(await recognize.issueAuthorization({ recognizeId, ceremony, origin, liveness: 'off' }));
  return Response.json(tokens);
}

function handle(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  return pathname === '/tokens' ? issueTokens(searchParams) : recognize.fetch(request);
}

const server = serve({ fetch: handle, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.send?.({ address: `http://127.0.0.1:${port}` }),
);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000 });
});
process.on('disconnect', async () => {
  server.close();
  await recognize.close();
  await storage.close();
  process.exit();
});
