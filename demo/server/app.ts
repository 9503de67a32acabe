import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { except } from 'hono/combine';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { type AccountDependencies, accountRoutes } from './account-routes.ts';
import { type CeremonyDependencies, ceremonyRoutes } from './ceremony-routes.ts';
import { paymentRoutes } from './payment-routes.ts';
import { apiBodyLimit, backendBodyLimit } from './request-body.ts';
import { markSecure, refuseNullCharacters, refuseOtherHosts, refuseOtherOrigins } from './request-guards.ts';
import { STATES_API, statesRoutes } from './states-routes.ts';
import { supportRoutes } from './support-routes.ts';

interface AppOptions extends CeremonyDependencies, AccountDependencies {
  /** For the support desk; without one its routes do not exist. */
  readonly supportToken?: string;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Folder of the built package. */
  readonly packageFolder: string;
  /** Folder of workers, runtime and languages, with the compressed copies of `recognize-elements assets` if there are any. */
  readonly assetsFolder: string;
  /** Folder of the manifest and the nets. */
  readonly modelsFolder: string;
  /** The same of the models that the site used before; `modelsFolder` when there were none. */
  readonly previousModelsFolder: string;
}

interface PageOptions {
  /** Whether the site is reached through HTTPS, so that browsers must not use anything else from now on. */
  readonly secure: boolean;
  /** Whether the page shows itself in frames. */
  readonly framed: boolean;
}

/** What the elements need, and nothing else: WebAssembly, workers of this origin, and the camera. */
const securityHeaders = ({ secure, framed }: PageOptions) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      workerSrc: ["'self'"],
      connectSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameSrc: [framed ? "'self'" : "'none'"],
      frameAncestors: [framed ? "'self'" : "'none'"],
    },
    permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [] },
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: secure,
  });

const cacheControl =
  (value: 'no-store' | 'no-cache'): MiddlewareHandler =>
  async (context, next) => {
    await next();
    context.header('cache-control', value);
  };

/** Also of responses that are not compressed, because caches must not send them to other browsers. */
const varyByEncoding: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('vary', 'Accept-Encoding');
};

/** The demo host: the page, the package, the host's API under `/api`, and the backend module under its path. */
export function createApp({
  pageFolder,
  packageFolder,
  assetsFolder,
  modelsFolder,
  previousModelsFolder,
  ...dependencies
}: AppOptions): Hono {
  const { storage, backend, inbox, supportToken } = dependencies;
  const secure = backend.origins.some((origin) => origin.startsWith('https:'));
  const app = new Hono();
  app.use('/states', securityHeaders({ secure, framed: true }));
  app.use(
    except('/states', securityHeaders({ secure, framed: false })),
    markSecure(secure),
    refuseNullCharacters,
    refuseOtherOrigins(backend.origins),
  );
  if (inbox !== undefined) app.use(refuseOtherHosts(backend.origins));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    // Without the properties of the error, which can contain values of parameters.
    console.error(error.stack ?? error.message);
    return context.json({ error: 'trouble' }, 500);
  });

  app.use(`${backend.basePath}/*`, backendBodyLimit);
  app.all(`${backend.basePath}/*`, ({ req }) => backend.recognize.fetch(req.raw));

  if (inbox !== undefined) {
    app.use(`${STATES_API}/*`, backendBodyLimit);
    app.route(STATES_API, statesRoutes(backend, modelsFolder));
  }

  app.use('/api/*', cacheControl('no-store'), apiBodyLimit);
  app.route('/api', accountRoutes(dependencies));
  if (supportToken !== undefined) app.route('/api/support', supportRoutes(dependencies, supportToken));
  app.route('/api', ceremonyRoutes(dependencies));
  app.route('/api', paymentRoutes(storage, backend));

  app.use(etag(), cacheControl('no-cache'));
  const folderAt = (prefix: string, root: string) =>
    serveStatic({ root, precompressed: true, rewriteRequestPath: (path) => path.slice(prefix.length) });
  const packageFiles = folderAt('/recognize', packageFolder);
  app.get('/recognize/:script{[\\w-]+\\.js}', packageFiles);
  app.use('/recognize/assets/*', varyByEncoding);
  app.get('/recognize/assets/site-models/*', folderAt('/recognize/assets/site-models', modelsFolder));
  app.get(
    '/recognize/assets/previous-models/*',
    folderAt('/recognize/assets/previous-models', previousModelsFolder),
  );
  app.get('/recognize/assets/*', folderAt('/recognize/assets', assetsFolder));
  app.get('/recognize/simulated-camera/*', packageFiles);
  app.get('/states', serveStatic({ root: pageFolder, path: 'index.html' }));
  app.get('*', serveStatic({ root: pageFolder }));
  return app;
}
