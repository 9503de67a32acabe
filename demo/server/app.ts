import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Storage } from 'recognize-elements/server';
import { accounts } from './accounts.ts';
import type { Host } from './challenges.ts';
import type { ClientStates } from './client-states.ts';
import { faces } from './faces.ts';
import { setEnrolled } from './people.ts';
import { refusal } from './refuse.ts';

export interface AppOptions {
  readonly storage: Storage;
  readonly host: Host;
  readonly states: ClientStates;
  /** Folders of the built page and of the built package. */
  readonly page: string;
  readonly package: string;
}

/** What the elements need, and nothing more: WebAssembly, workers of this origin, the camera. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    workerSrc: ["'self'"],
    connectSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [] },
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
});

/** The demo host: page, package, its own calls under `/api`, the backend module under its path. */
export function createApp({ storage, host, states, page, package: shipped }: AppOptions): Hono {
  const app = new Hono();
  app.use(headers);
  app.use(async (context, next) => {
    const origin = context.req.header('origin');
    if (context.req.method !== 'GET' && origin !== undefined && !host.origins.includes(origin))
      throw refusal('other-origin');
    await next();
  });
  app.onError((error, context) => {
    if (error instanceof HTTPException) return context.json({ error: error.message }, error.status);
    console.error(error);
    return context.json({ error: 'trouble' }, 500);
  });
  app.all(`${host.path}/*`, async ({ req }) => {
    const response = await host.recognize.fetch(req.raw);
    if (req.method === 'DELETE' && response.ok)
      await forget(storage, states, req.path.slice(host.path.length));
    return response;
  });
  app.use('/api/*', async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  app.route('/api', accounts(storage));
  app.route('/api', faces(storage, host, states));
  app.use(etag(), async (context, next) => {
    context.header('cache-control', 'no-cache');
    await next();
  });
  const stripped = (path: string) => path.slice('/recognize'.length);
  const assets = serveStatic({ root: shipped, rewriteRequestPath: stripped });
  app.get('/recognize/:script{[\\w-]+\\.js}', assets);
  app.get('/recognize/assets/*', assets);
  app.get('*', serveStatic({ root: page }));
  return app;
}

/** What the module erased, the host forgets too. */
async function forget(storage: Storage, states: ClientStates, path: string): Promise<void> {
  const [, recognizeId, deviceId] = /^\/people\/([\w-]+)(?:\/devices\/([\w-]+))?$/.exec(path) ?? [];
  if (recognizeId === undefined) return;
  await states.drop(recognizeId, deviceId);
  if (deviceId === undefined) await setEnrolled(storage, recognizeId, false);
}
