import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import {
  createRecognizeServer,
  createSecret,
  operations,
  type RecognizeServerOptions,
} from 'recognize-elements/server';
import { pgliteStorage } from 'recognize-elements/server/pglite';
import * as v from 'valibot';

/** The options of the backend module, of which only the origin is required, and the folder of the page. */
export type MinimalHostOptions = Partial<RecognizeServerOptions> & {
  readonly origin: string;
  readonly page?: string;
};

const { resolve } = createRequire(import.meta.url);
const packageFolder = dirname(resolve('recognize-elements/recognize.js'));
const manifestFile = resolve('recognize-elements/models/manifest.json');
const authorizationRequest = v.object({
  ceremony: v.picklist(['enroll', 'recover', 'authenticate']),
  activate: v.optional(v.boolean(), false),
});

/** The smallest host: a page, the backend module, authorizations and the client state. By default it stores everything in memory. */
export async function createMinimalHost({ origin, page, ...options }: MinimalHostOptions) {
  const { storage = await pgliteStorage(), basePath = '/recognize-api' } = options;
  // One user who is always signed in. A real host looks up its session here: docs/server.md.
  const { authorize = async () => ({ recognizeId: 'local-user', allow: operations }) } = options;
  const models = [JSON.parse(await readFile(manifestFile, 'utf8'))];
  const defaults = { secret: createSecret(), models, origins: [origin] };
  const recognize = await createRecognizeServer({ ...defaults, ...options, storage, authorize, basePath });
  await storage.query(
    'create table if not exists client_states (recognize_id text primary key, client_state text not null)',
  );

  async function currentUser({ req }: Context): Promise<string> {
    const permission = await authorize(req.raw);
    if (!permission) throw new HTTPException(401);
    return permission.recognizeId;
  }

  const app = new Hono();
  app.all(`${basePath}/*`, ({ req }) => recognize.fetch(req.raw));
  app.post('/authorization', async (context) => {
    const recognizeId = await currentUser(context);
    const body = v.safeParse(authorizationRequest, await context.req.json().catch(() => undefined));
    if (!body.success) throw new HTTPException(400);
    return context.text(await recognize.issueAuthorization({ recognizeId, origin, ...body.output }));
  });
  app.post('/assertion', async (context) => {
    const recognizeId = await currentUser(context);
    // A real host also compares the challenge of the authorization, and signs the user in: docs/server.md.
    const expected = { recognizeId, ceremony: 'recover' } as const;
    const verified = recognize.verifyAssertion(await context.req.text(), expected);
    return context.json(await verified.catch(() => Promise.reject(new HTTPException(403))));
  });
  app.get('/client-state', async (context) => {
    const [row] = await storage.query<{ client_state: string }>(
      'select client_state from client_states where recognize_id = $1',
      [await currentUser(context)],
    );
    return context.text(row?.client_state ?? '');
  });
  app.put('/client-state', async (context) => {
    await storage.query(
      'insert into client_states values ($1, $2) on conflict (recognize_id) do update set client_state = $2',
      [await currentUser(context), await context.req.text()],
    );
    return context.body(null, 204);
  });
  const rewriteRequestPath = (path: string) => path.slice('/recognize'.length);
  app.get('/recognize/*', serveStatic({ root: packageFolder, rewriteRequestPath }));
  app.get('*', serveStatic({ root: page ?? join(import.meta.dirname, 'page') }));
  return { fetch: app.fetch, recognize, storage };
}
