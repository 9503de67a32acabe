import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Context, Hono } from 'hono';
import { broken, type Served } from './broken-assets.ts';
import type { HostOptions } from './options.ts';

export const distribution = fileURLToPath(
  new URL('.', import.meta.resolve('recognize-elements/recognize.js')),
);
const assets = join(distribution, 'assets');

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

async function read(folder: string, name: string): Promise<Served | undefined> {
  const bytes = name.includes('..') ? undefined : await readFile(join(folder, name)).catch(() => undefined);
  const type = types[extname(name)] ?? 'application/octet-stream';
  return bytes && { bytes: new Uint8Array(bytes), type };
}

function send(context: Context, file: Served | undefined) {
  if (file === undefined) return context.notFound();
  const headers = { 'content-type': file.type, 'cache-control': 'max-age=3600', ...file.headers };
  return context.body(file.bytes, (file.status ?? 200) as 200, headers);
}

async function sendBroken(context: Context, fault: string, name: string) {
  const file = await read(assets, name);
  return send(context, file && (await broken(fault, name, file, (other) => readFile(join(assets, other)))));
}

/** The package, other models, files that went wrong on their way, and the host's pages. */
export function files(options: HostOptions): Hono {
  const { models, contentSecurityPolicy, site = join(import.meta.dirname, 'site') } = options;
  const below = (context: Context, prefix: string) => context.req.path.slice(prefix.length);
  const page = () => read(site, 'index.html');
  /** Pages whose host forbids what the element needs. */
  const withouts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    camera: { 'permissions-policy': 'camera=()' },
    workers: {
      'content-security-policy': contentSecurityPolicy.replace("worker-src 'self'", "worker-src 'none'"),
    },
  };
  return new Hono()
    .get('/recognize/*', async (context) =>
      send(context, await read(distribution, below(context, '/recognize/'))),
    )
    .get('/models/*', async (context) =>
      send(context, models === undefined ? undefined : await read(models, below(context, '/models/'))),
    )
    .get('/broken/:fault/*', (context) => {
      const fault = context.req.param('fault');
      return sendBroken(context, fault, below(context, `/broken/${fault}/`));
    })
    .get('/without/:what', async (context) => {
      const headers = withouts[context.req.param('what')] ?? {};
      return send(context, { ...(await page())!, headers });
    })
    .get('/', async (context) => send(context, await page()))
    .get('/*', async (context) => send(context, await read(site, below(context, '/'))));
}
