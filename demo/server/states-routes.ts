import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { operations, transactionHash } from 'recognize-elements/server';
import * as v from 'valibot';
import { createMinimalHost } from '../minimal/server.ts';
import { type Backend, originOf } from './backend.ts';
import { readBody } from './request-body.ts';

export const STATES_API = '/states-api';

const authorizationRequest = v.object({
  ceremony: v.picklist(['enroll', 'recover', 'authenticate']),
  liveness: v.picklist(['off', 'passive', 'active']),
  transaction: v.optional(v.record(v.string(), v.string())),
});

/**
 * A backend module for the page `/states`, which keeps everything in memory. A request names its person, and gets what it asks for, so this is
 * for one developer on one machine. It starts with the first request.
 */
export function statesRoutes(backend: Backend, modelsFolder: string): Hono {
  let starting: ReturnType<typeof startHost> | undefined;
  const start = () => {
    starting ??= startHost(backend, modelsFolder);
    return starting;
  };
  return new Hono()
    .post('/authorization', async (context) => {
      const { transaction, ...claims } = await readBody(context, authorizationRequest);
      const { recognize } = await start();
      const authorization = await recognize.issueAuthorization({
        ...claims,
        recognizeId: context.req.header('x-person') ?? '',
        origin: originOf(backend, context.req.raw),
        ...(transaction === undefined ? {} : { transaction_hash: await transactionHash(transaction) }),
      });
      return context.text(authorization);
    })
    .all('/*', async ({ req }) => (await start()).recognize.fetch(req.raw));
}

async function startHost({ origins }: Backend, modelsFolder: string) {
  const manifest = await readFile(join(modelsFolder, 'manifest.json'), 'utf8');
  return createMinimalHost({
    origin: origins[0]!,
    origins,
    basePath: STATES_API,
    models: [JSON.parse(manifest)],
    handoffPage: '/states?frame&state=',
    authorize: async ({ headers }) => {
      const recognizeId = headers.get('x-person');
      // Hand-offs need a session, and a person has one here.
      return recognizeId === null ? undefined : { recognizeId, allow: operations, session: recognizeId };
    },
  });
}
