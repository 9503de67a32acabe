import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from '@hono/node-server';
import { createRecognizeServer, createSecret } from '../../../src/server/index.ts';
import { testStorage } from '../../support/storage.ts';

// The backend of the bench. It runs in a separate process, so that its processor time and the delay of its event loop can be measured.
// Arguments: folder of the built pages, manifest. It sends its origin to the parent process and measures from `/measure/begin` to
// `/measure/end`.

const [folder = '', manifest = ''] = process.argv.slice(2);
const storage = await testStorage();
const secret = createSecret();
const models = [JSON.parse(readFileSync(manifest, 'utf8'))];
const delay = monitorEventLoopDelay({ resolution: 1 });
let cpuAtBegin = process.cpuUsage();
let origin = '';
let recognize: Awaited<ReturnType<typeof createRecognizeServer>>;

const contentTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Cross-origin isolation, which gives the page a clock with a resolution of 5 µs instead of 100 µs. */
const headersFor = (contentType: string) => ({
  headers: {
    'content-type': contentType,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  },
});

async function handle(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname.startsWith('/api/')) return recognize.fetch(request);
  if (pathname === '/token') {
    const ceremony = searchParams.get('ceremony') as 'enroll' | 'recover';
    return new Response(await recognize.issueAuthorization({ recognizeId: 'ann', ceremony, origin }));
  }
  if (pathname === '/measure/begin') return beginMeasurement(searchParams.has('delay'));
  if (pathname === '/measure/end') return endMeasurement();
  if (pathname === '/') return new Response('<!doctype html><title>Bench</title>', headersFor('text/html'));
  return serveFile(pathname);
}

/** @param withDelay measures the event loop, which costs processor time itself */
function beginMeasurement(withDelay: boolean): Response {
  delay.reset();
  if (withDelay) delay.enable();
  cpuAtBegin = process.cpuUsage();
  return new Response('ok');
}

function endMeasurement(): Response {
  const { user, system } = process.cpuUsage(cpuAtBegin);
  delay.disable();
  return Response.json({ cpuMs: (user + system) / 1000, loopP99Ms: delay.percentile(99) / 1e6 });
}

async function serveFile(pathname: string): Promise<Response> {
  const bytes = pathname.includes('..')
    ? undefined
    : await readFile(join(folder, pathname)).catch(() => undefined);
  if (bytes === undefined) return new Response('', { status: 404 });
  return new Response(bytes, headersFor(contentTypes[extname(pathname)] ?? 'application/octet-stream'));
}

const server = serve({ fetch: handle, port: 0, hostname: '127.0.0.1' }, async ({ port }) => {
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
      // The fixed delay is not a figure.
      finishDelayMs: 1,
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
