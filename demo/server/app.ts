import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Storage } from 'recognize-elements/server';
import { accountRoutes } from './account-routes.ts';
import { type CeremonyDependencies, ceremonyRoutes } from './ceremony-routes.ts';
import type { ClientStates } from './client-states.ts';
import { paymentRoutes } from './payment-routes.ts';
import { refusal } from './refusal.ts';
import { setEnrolled } from './users.ts';

interface AppOptions extends CeremonyDependencies {
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Folder of the built package. */
  readonly packageFolder: string;
  /** Folder of the manifest and the nets. */
  readonly modelsFolder: string;
}

/** What the elements need, and nothing else: WebAssembly, workers of this origin, and the camera. */
const securityHeaders = secureHeaders({
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

const refuseOtherOrigins =
  (origins: readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    const origin = context.req.header('origin');
    if (context.req.method !== 'GET' && origin !== undefined && !origins.includes(origin))
      throw refusal('other-origin');
    await next();
  };

const cacheControl =
  (value: 'no-store' | 'no-cache'): MiddlewareHandler =>
  async (context, next) => {
    await next();
    context.header('cache-control', value);
  };

/** The demo host: the page, the package, the host's API under `/api`, and the backend module under its path. */
export function createApp({ pageFolder, packageFolder, modelsFolder, ...dependencies }: AppOptions): Hono {
  const { storage, backend, clientStates } = dependencies;
  const app = new Hono();
  app.use(securityHeaders, refuseOtherOrigins(backend.origins));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return context.json({ error: error.message }, error.status);
    console.error(error);
    return context.json({ error: 'trouble' }, 500);
  });

  app.all(`${backend.basePath}/*`, async ({ req }) => {
    const response = await backend.recognize.fetch(req.raw);
    if (req.method === 'DELETE' && response.ok)
      await removeClientStates(storage, clientStates, req.path.slice(backend.basePath.length));
    return response;
  });

  app.use('/api/*', cacheControl('no-store'));
  app.route('/api', accountRoutes(storage));
  app.route('/api', ceremonyRoutes(dependencies));
  app.route('/api', paymentRoutes(storage, backend));

  app.use(etag(), cacheControl('no-cache'));
  const folderAt = (prefix: string, root: string) =>
    serveStatic({ root, rewriteRequestPath: (path) => path.slice(prefix.length) });
  const packageFiles = folderAt('/recognize', packageFolder);
  app.get('/recognize/:script{[\\w-]+\\.js}', packageFiles);
  app.get('/recognize/assets/models/*', folderAt('/recognize/assets/models', modelsFolder));
  app.get('/recognize/assets/*', packageFiles);
  app.get('/recognize/simulated-camera/*', packageFiles);
  app.get('*', serveStatic({ root: pageFolder }));
  return app;
}

/** Removes the host's copies of what the backend module has just erased: one device, or everything of a user. */
async function removeClientStates(storage: Storage, clientStates: ClientStates, path: string): Promise<void> {
  const [, recognizeId, deviceId] = /^\/people\/([\w-]+)(?:\/devices\/([\w-]+))?$/.exec(path) ?? [];
  if (recognizeId === undefined) return;
  await clientStates.remove(recognizeId, deviceId);
  if (deviceId === undefined) await setEnrolled(storage, recognizeId, false);
}
