import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as v from 'valibot';
import { createMinimalHost } from '../../demo/minimal/server.ts';
import { encodeCenter } from '../../src/manifest/center.ts';
import { modelId } from '../../src/manifest/hash.ts';
import { operations } from '../../src/server/index.ts';
import { storedRows, testStorage } from './storage.ts';
import { testModelSet } from './test-backend.ts';

/**
 * The minimal host of the demo behind the pages of the browser tests. A page names its user in a header; a real host has a session.
 *
 *   /backend/api/…             the backend module
 *   /backend/about             the set of models without nets
 *   /backend/token?ceremony=…  an authorization; with `&activate=…` for an enrollment that binds the browser at once, with
 *                              `&liveness=active` for a run with movements. Other runs are shorter at the level passive.
 *   /backend/models/manifest.json   the bundled nets with another name, and so another model id
 *   /backend/stored             everything that the backend has stored and logged
 */
const USER_HEADER = 'x-user';

const tokenQuery = v.object({
  ceremony: v.picklist(['enroll', 'recover', 'authenticate']),
  activate: v.optional(v.string()),
  liveness: v.optional(v.picklist(['off', 'passive', 'active']), 'passive'),
});

const bundled = JSON.parse(await readFile(new URL('../../models/manifest.json', import.meta.url), 'utf8'));

/** The bundled nets as another model set. */
const renamed = {
  ...bundled,
  embedder: { ...bundled.embedder, name: 'renamed' },
};

/** With the set without nets, the bundled one and the renamed one. */
async function start(origin: string) {
  const storage = await testStorage();
  const logged: unknown[] = [];
  const host = await createMinimalHost({
    origin,
    storage,
    basePath: '/backend/api',
    models: [testModelSet(), bundled, renamed],
    threads: 1,
    authorize: async ({ headers }) => {
      const recognizeId = headers.get(USER_HEADER);
      return recognizeId === null ? undefined : { recognizeId, allow: operations };
    },
    log: (event) => logged.push(event),
  });
  return { ...host, storage, logged };
}

let starting: ReturnType<typeof start> | undefined;

/** Responds to a request of a page. @param path of the request, with its query */
export async function respond(request: IncomingMessage, path: string): Promise<Response> {
  const origin = `http://${request.headers.host}`;
  starting ??= start(origin);
  const host = await starting;
  const url = new URL(path, origin);
  const user = String(request.headers[USER_HEADER] ?? '');
  const headers = { [USER_HEADER]: user, origin: request.headers.origin ?? origin };

  if (url.pathname === '/backend/about') {
    const set = testModelSet();
    const center = encodeCenter(new Float32Array(256));
    return Response.json({ modelId: await modelId(set), n: set.matching.n, center });
  }
  if (url.pathname === '/backend/models/manifest.json') return Response.json(renamed);
  if (url.pathname.startsWith('/backend/models/'))
    return new Response(
      await readFile(new URL(`../..${url.pathname.slice('/backend'.length)}`, import.meta.url)),
    );
  if (url.pathname === '/backend/token') {
    const query = v.parse(tokenQuery, Object.fromEntries(url.searchParams));
    const activate = query.activate !== undefined;
    const claims = { ...query, activate, recognizeId: user, origin };
    return new Response(await host.recognize.issueAuthorization(claims));
  }
  if (url.pathname === '/backend/stored') {
    const rows = await storedRows(host.storage);
    return new Response(JSON.stringify([rows, host.logged], (_key, value: unknown) => bytesAsBase64(value)));
  }
  const { method = 'GET' } = request;
  const body = method === 'GET' ? {} : { body: await buffer(request) };
  return host.fetch(new Request(url, { method, headers, ...body }));
}

/** JSON.stringify passes a Buffer as the result of its `toJSON`, and other byte arrays as they are. */
function bytesAsBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const json = value as { type?: unknown; data?: number[] } | null;
  return json?.type === 'Buffer' ? Buffer.from(json.data!).toString('base64') : value;
}
