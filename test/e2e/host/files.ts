import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { getMimeType } from 'hono/utils/mime';
import { breakAsset, type ServedFile } from './broken-assets.ts';
import type { HostOptions } from './options.ts';

export const siteFolder = join(import.meta.dirname, 'site');
const packageFolder = fileURLToPath(new URL('.', import.meta.resolve('recognize-elements/recognize.js')));
const assetsFolder = join(packageFolder, 'assets');

async function readAsset(name: string): Promise<ServedFile | undefined> {
  const bytes = name.includes('..')
    ? undefined
    : await readFile(join(assetsFolder, name)).catch(() => undefined);
  return bytes && { bytes: new Uint8Array(bytes), type: getMimeType(name) ?? 'application/octet-stream' };
}

function send(context: Context, { bytes, type, status = 200, headers }: ServedFile) {
  return context.body(bytes, status as 200, { 'content-type': type, ...headers });
}

/** The host's page with headers that forbid what the elements need. */
async function sendRestrictedPage(context: Context, contentSecurityPolicy: string) {
  const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    camera: { 'permissions-policy': 'camera=()' },
    workers: {
      'content-security-policy': contentSecurityPolicy.replace("worker-src 'self'", "worker-src 'none'"),
    },
  };
  const html = await readFile(join(siteFolder, 'index.html'), 'utf8');
  return context.html(html, 200, headers[context.req.param('feature')!] ?? {});
}

/** What the end-to-end host serves in addition to the minimal host: broken assets, a second set of models, restricted pages. */
export function testFiles({ models, contentSecurityPolicy }: HostOptions): Hono {
  const app = new Hono();
  app.get('/broken/:fault/*', async (context) => {
    const fault = context.req.param('fault');
    const name = context.req.path.slice(`/broken/${fault}/`.length);
    const file = await readAsset(name);
    if (file === undefined) return context.notFound();
    const readBytes = (other: string) => readFile(join(assetsFolder, other));
    return send(context, await breakAsset(fault, name, file, readBytes));
  });
  // Without its worker, which it loads from a folder next to it.
  app.get(
    '/broken-camera/simulated-camera.js',
    serveStatic({ root: packageFolder, path: 'simulated-camera.js' }),
  );
  app.get('/without/:feature', (context) => sendRestrictedPage(context, contentSecurityPolicy));
  if (models !== undefined) {
    const rewriteRequestPath = (path: string) => path.slice('/models'.length);
    app.get('/models/*', serveStatic({ root: models, rewriteRequestPath }));
  }
  return app;
}
