import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import {
  type AuthorizationRequest,
  createRecognizeServer,
  createSecret,
  type Operation,
} from 'recognize-elements/server';
import { pgliteStorage } from 'recognize-elements/server/pglite';
import { broken, type Served } from './broken-assets.ts';
import { mishaps } from './mishaps.ts';
import type { HostOptions, Report } from './options.ts';

/**
 * The smallest host that a website could be: pages, a first factor that is a cookie, kept client states, and the backend module. A
 * process of its own, so that it can be killed; all that it knows lies in its folder.
 */
const options = JSON.parse(process.argv[2]!) as HostOptions;
const origin = `http://localhost:${options.port}`;
const distribution = fileURLToPath(new URL('.', import.meta.resolve('recognize-elements/recognize.js')));
const shipped = fileURLToPath(import.meta.resolve('recognize-elements/models/manifest.json'));
const manifests = options.models === undefined ? [shipped] : [shipped, join(options.models, 'manifest.json')];
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
const recognize = await createRecognizeServer({
  storage,
  secret,
  models: await Promise.all(manifests.map(async (path) => JSON.parse(await readFile(path, 'utf8')))),
  origins: [origin],
  basePath: '/api',
  policy: options.policy,
  threads: 1,
  authorize: async (request) => {
    const cookies = new URLSearchParams((request.headers.get('cookie') ?? '').replaceAll('; ', '&'));
    const recognizeId = cookies.get('person');
    const allow = cookies.get('allow')?.split(' ') ?? everything;
    return recognizeId === null ? undefined : { recognizeId, allow: allow as Operation[] };
  },
});

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

async function read(folder: string, name: string): Promise<Served | undefined> {
  const bytes = name.includes('..') ? undefined : await readFile(join(folder, name)).catch(() => undefined);
  const type = types[extname(name)] ?? 'application/octet-stream';
  return bytes && { bytes: new Uint8Array(bytes), type };
}

function send(context: Context, file: Served | undefined): Response | Promise<Response> {
  if (file === undefined) return context.notFound();
  const headers = { 'content-type': file.type, 'cache-control': 'max-age=3600' };
  return context.body(file.bytes, (file.status ?? 200) as 200, headers);
}

const below = (context: Context, prefix: string) => context.req.path.slice(prefix.length);

const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>()
  .use(async (context, next) => {
    await next();
    context.header('content-security-policy', options.contentSecurityPolicy);
  })
  .use('/api/*', mishaps())
  .all('/api/*', (context) => recognize.fetch(context.req.raw))
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
  .get('/recognize/*', async (context) =>
    send(context, await read(distribution, below(context, '/recognize/'))),
  )
  .get('/models/*', async (context) => {
    const { models } = options;
    return send(context, models === undefined ? undefined : await read(models, below(context, '/models/')));
  })
  .get('/broken/:fault/*', async (context) => {
    const fault = context.req.param('fault');
    const name = below(context, `/broken/${fault}/`);
    const served = await read(join(distribution, 'assets'), name);
    return send(context, served && broken(fault, name, served));
  })
  .get('/page.js', async (context) => send(context, await read(import.meta.dirname, 'page.js')))
  .get('/', async (context) => send(context, await read(import.meta.dirname, 'page.html')));

serve({ fetch: app.fetch, port: options.port, hostname: 'localhost' }, () => {
  process.send?.({ kind: 'listening' } satisfies Report);
});
// A host outlives its test by nothing.
process.on('disconnect', () => process.exit());
