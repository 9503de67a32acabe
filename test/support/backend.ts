import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { encodeCenter } from '../../src/manifest/center.ts';
import type { Ceremony } from '../../src/wire/tokens.ts';
import { createTestBackend, type TestBackend, testModelSet } from './test-backend.ts';

/**
 * A real backend behind the pages of the browser tests: handler, matcher, threads, database. A page names who its visitor is; a server of
 * a website would know.
 *
 *   /backend/api/…             the handler
 *   /backend/about             the set of models
 *   /backend/token?ceremony=…  an authorization of the visitor; `&activate=yes` for a binding at once
 *   /backend/left              all that the backend keeps and has logged
 */
const tables = ['people', 'devices', 'shares', 'ceremonies', 'spent_tokens', 'envelope_keys'];
let opening: Promise<TestBackend> | undefined;

/** Knows the set without nets, and the shipped one. */
async function open(page: string): Promise<TestBackend> {
  const shipped = JSON.parse(await readFile(new URL('../../models/manifest.json', import.meta.url), 'utf8'));
  return createTestBackend({ origins: [page], basePath: '/backend/api', models: [testModelSet(), shipped] });
}

export async function answer(request: IncomingMessage, path: string): Promise<Response> {
  const page = `http://${request.headers.host}`;
  opening ??= open(page);
  const world = await opening;
  const url = new URL(path, page);
  const person = String(request.headers['x-person'] ?? '');
  if (url.pathname === '/backend/about')
    return Response.json({
      modelId: world.modelId,
      n: world.modelSet.matching.n,
      center: encodeCenter(new Float32Array(256)),
    });
  if (url.pathname === '/backend/token') {
    const ceremony = url.searchParams.get('ceremony') as Ceremony;
    const activate = url.searchParams.has('activate');
    return new Response(await world.token({ recognizeId: person, ceremony, origin: page, activate }));
  }
  if (url.pathname === '/backend/left') {
    const rows = await Promise.all(
      tables.map((name) => world.storage.query(`select * from recognize_${name}`)),
    );
    return new Response(JSON.stringify([rows, world.logged], (_key, value: unknown) => asText(value)));
  }
  const { method = 'GET', headers } = request;
  const body = method === 'GET' ? {} : { body: await buffer(request) };
  const init = { method, headers: { 'x-person': person, origin: headers.origin ?? page }, ...body };
  return world.server.fetch(new Request(url, init));
}

/** Bytes as base64, however JSON came upon them. */
function asText(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const buffered = value as { type?: unknown; data?: number[] } | null;
  return buffered?.type === 'Buffer' ? Buffer.from(buffered.data!).toString('base64') : value;
}
