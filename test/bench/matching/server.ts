import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from '@hono/node-server';
import { createRecognizeServer, createSecret } from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';

/**
 * The backend of the bench, alone in its process so that its processor time and the delay of its event loop are its own. Arguments: folder of
 * the built pages, manifest. Tells its parent its port; measures between `/measure/begin` and `/measure/end`.
 */
const [folder = '', manifest = ''] = process.argv.slice(2);
const storage = await testStorage();
let origin = '';
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};
const delay = monitorEventLoopDelay({ resolution: 1 });
let began = process.cpuUsage();

const secret = createSecret();
const models = [JSON.parse(readFileSync(manifest, 'utf8'))];
let recognize: Awaited<ReturnType<typeof createRecognizeServer>>;

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname.startsWith('/api/')) return recognize.fetch(request);
  if (pathname === '/token') {
    const ceremony = searchParams.get('ceremony') as 'enroll' | 'recover';
    return new Response(await recognize.issueAuthorization({ recognizeId: 'ann', ceremony, origin }));
  }
  if (pathname === '/measure/begin') {
    // Watching costs processor time itself: not where that is measured.
    delay.reset();
    if (searchParams.has('delay')) delay.enable();
    began = process.cpuUsage();
    return new Response('ok');
  }
  if (pathname === '/measure/end') {
    const { user, system } = process.cpuUsage(began);
    delay.disable();
    return Response.json({ cpuMs: (user + system) / 1000, loopP99Ms: delay.percentile(99) / 1e6 });
  }
  if (pathname === '/') return new Response('<!doctype html><title>Bench</title>', served('text/html'));
  const bytes = pathname.includes('..')
    ? undefined
    : await readFile(join(folder, pathname)).catch(() => undefined);
  if (bytes === undefined) return new Response('', { status: 404 });
  return new Response(bytes, served(types[extname(pathname)] ?? 'application/octet-stream'));
}

/** Isolated pages get a clock of 5 µs instead of 100. */
const served = (type: string) => ({
  headers: {
    'content-type': type,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  },
});
const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, async ({ port }) => {
  origin = `http://127.0.0.1:${port}`;
  recognize = await createRecognizeServer({
    storage,
    secret,
    models,
    origins: [origin],
    basePath: '/api',
    authorize: async () => ({ recognizeId: 'ann', allow: ['enroll', 'recover', 'list-devices'] }),
    policy: {
      deviceLimit: 100_000,
      openCeremonyLimit: 1_000,
      lockout: { failures: 1e6, windowMs: 1, durationMs: 1 },
    },
  });
  process.send?.({ origin });
});
process.on('disconnect', async () => {
  server.close();
  await recognize.close();
  await storage.close();
  process.exit();
});
