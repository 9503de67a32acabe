import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import {
  type AuthorizationRequest,
  createRecognizeServer,
  createSecret,
  type Operation,
  type Permission,
  type Policy,
  type RecognizeServer,
} from 'recognize-elements/server';
import { pgliteStorage } from 'recognize-elements/server/pglite';
import { distribution, files } from './files.ts';
import { mishaps } from './mishaps.ts';
import type { HostOptions, Report } from './options.ts';

/**
 * The smallest host that a website could be: pages, a first factor that is a cookie, kept client states, and the backend module. A
 * process of its own, so that it can be killed; all that it knows lies in its folder.
 */
const options = JSON.parse(process.argv[2]!) as HostOptions;
const origin = `http://localhost:${options.port}`;
const everything: readonly Operation[] = [
  'enroll',
  'recover',
  'authenticate',
  'list-devices',
  'rename-device',
  'remove-device',
  'add-device',
  'remove-person',
];

const secretFile = join(options.folder, 'secret');
const secret = await readFile(secretFile, 'utf8').catch(async () => {
  const fresh = createSecret();
  await writeFile(secretFile, fresh);
  return fresh;
});
const storage = await pgliteStorage(join(options.folder, 'database'));
await storage.query(
  'create table if not exists client_states (person text primary key, client_state text not null)',
);
const person = (context: Context) => getCookie(context, 'person') ?? '';

/** The first factor: whoever the cookie names. */
async function authorize(request: Request): Promise<Permission | undefined> {
  const cookies = new URLSearchParams((request.headers.get('cookie') ?? '').replaceAll('; ', '&'));
  const recognizeId = cookies.get('person');
  const allow = (cookies.get('allow')?.split(' ') as Operation[] | undefined) ?? everything;
  return recognizeId === null ? undefined : { recognizeId, allow };
}

const folders = [
  join(distribution, 'assets/models'),
  ...(options.models === undefined ? [] : [options.models]),
];
const models = await Promise.all(
  folders.map(async (folder) => JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))),
);
const backend = (name: string, policy: Partial<Policy>): Promise<RecognizeServer> =>
  createRecognizeServer({
    storage,
    secret,
    models,
    origins: [origin],
    basePath: `/${name}`,
    policy,
    threads: 1,
    authorize,
  });
const recognize = await backend('api', options.policy);
const backends: [string, RecognizeServer][] = [['api', recognize]];
for (const [name, policy] of Object.entries(options.backends))
  backends.push([name, await backend(name, policy)]);

const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>()
  .use(async (context, next) => {
    await next();
    const name = 'content-security-policy';
    if (!context.res.headers.has(name)) context.header(name, options.contentSecurityPolicy);
    // A request that is lost on a connection used before is sent again by Chromium itself, and no test would know.
    context.header('connection', 'close');
  })
  .post('/authorization', async (context) => {
    const wishes = await context.req.json<Omit<AuthorizationRequest, 'recognizeId' | 'origin'>>();
    const request = { ...wishes, recognizeId: person(context), origin };
    return context.text(await recognize.issueAuthorization(request));
  })
  .put('/client-state', async (context) => {
    await storage.query(
      'insert into client_states values ($1, $2) on conflict (person) do update set client_state = $2',
      [person(context), await context.req.text()],
    );
    return context.body(null, 204);
  })
  .get('/client-state', async (context) => {
    const [row] = await storage.query<{ client_state: string }>(
      'select client_state from client_states where person = $1',
      [person(context)],
    );
    return row === undefined ? context.notFound() : context.text(row.client_state);
  })
  // A proxy before a backend that is down.
  .all('/down/*', (context) => context.html('<h1>Bad gateway</h1>', 502));
// One for all of them: a mishap that was ordered befalls one request.
const mishap = mishaps();
for (const [name, { fetch }] of backends)
  app.use(`/${name}/*`, mishap).all(`/${name}/*`, (context) => fetch(context.req.raw));
app.route('/', files(options));

serve({ fetch: app.fetch, port: options.port, hostname: 'localhost' }, () => {
  process.send?.({ kind: 'listening' } satisfies Report);
});
// A host outlives its test by nothing.
process.on('disconnect', () => process.exit());
