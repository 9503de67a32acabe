import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { parse } from 'hono/utils/cookie';
import {
  type AuthorizationRequest,
  type Authorize,
  createRecognizeServer,
  createSecret,
  type Operation,
  operations,
  type Policy,
} from 'recognize-elements/server';
import { pgliteStorage } from 'recognize-elements/server/pglite';
import { createMinimalHost } from '../../../demo/minimal/server.ts';
import { faultInjection } from './fault-injection.ts';
import { siteFolder, testFiles } from './files.ts';
import type { HostOptions, Report } from './options.ts';

/**
 * The minimal host of the demo, with several users, fault injection, and broken files. It runs in a separate process, so that a test can kill
 * it. Everything that has to outlive the process is in its folder.
 */
const options = JSON.parse(process.argv[2]!) as HostOptions;
const origin = `http://localhost:${options.port}`;

async function readSecret(): Promise<string> {
  const file = join(options.folder, 'secret');
  return readFile(file, 'utf8').catch(async () => {
    const secret = createSecret();
    await writeFile(file, secret);
    return secret;
  });
}

/** The cookie `user` names the user; `allow` restricts what the first factor allows. */
const authorize: Authorize = async (request) => {
  const { user, allow } = parse(request.headers.get('cookie') ?? '');
  if (user === undefined) return undefined;
  return { recognizeId: user, allow: (allow?.split(' ') as Operation[] | undefined) ?? operations };
};

const manifestFiles = [
  new URL('assets/models/manifest.json', import.meta.resolve('recognize-elements/recognize.js')),
  ...(options.models === undefined ? [] : [join(options.models, 'manifest.json')]),
];
const models = await Promise.all(manifestFiles.map(async (file) => JSON.parse(await readFile(file, 'utf8'))));
const storage = await pgliteStorage(join(options.folder, 'database'));
const shared = { storage, secret: await readSecret(), models, origins: [origin], threads: 1, authorize };
const { policy } = options;
const host = await createMinimalHost({ ...shared, origin, policy, basePath: '/api', page: siteFolder });

const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>();
app.use(async (context, next) => {
  await next();
  const name = 'content-security-policy';
  if (!context.res.headers.has(name)) context.header(name, options.contentSecurityPolicy);
  if (/^\/(recognize|models|broken)\//.test(context.req.path))
    context.header('cache-control', 'max-age=3600');
  // Chromium repeats a request by itself when it was lost on a reused connection; the tests have to see that loss.
  context.header('connection', 'close');
});

const injectFaults = faultInjection();
app.use('/api/*', injectFaults);
for (const [name, policy] of Object.entries(options.backends)) await mountBackend(name, policy);

/** Adds a backend module with another policy. */
async function mountBackend(name: string, policy: Partial<Policy>): Promise<void> {
  const recognize = await createRecognizeServer({ ...shared, basePath: `/${name}`, policy });
  app.use(`/${name}/*`, injectFaults).all(`/${name}/*`, ({ req }) => recognize.fetch(req.raw));
}

// Unlike in the minimal host, the page chooses the claims. Without movements, which only some tests ask for, a run is shorter.
app.post('/authorization', async (context: Context) => {
  const claims = await context.req.json<Omit<AuthorizationRequest, 'recognizeId' | 'origin'>>();
  const permission = await authorize(context.req.raw);
  const recognizeId = permission?.recognizeId ?? '';
  return context.text(
    await host.recognize.issueAuthorization({ liveness: 'passive', ...claims, recognizeId, origin }),
  );
});
// The response of a proxy while the backend is down.
app.all('/down/*', (context) => context.html('<h1>Bad gateway</h1>', 502));
app.route('/', testFiles(options));
app.all('*', ({ req }) => host.fetch(req.raw));

serve({ fetch: app.fetch, port: options.port, hostname: 'localhost' }, () => {
  process.send?.({ kind: 'listening' } satisfies Report);
});
// The host exits with its test.
process.on('disconnect', () => process.exit());
