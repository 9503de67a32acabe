import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createRecognizeServer, createSecret, type RecognizeServer } from '../../../src/server/index.ts';
import { emptyPglite } from '../../support/storage.ts';
import { type CliResult, type Reply, runCli, startServer, type TestServer } from './support.ts';

/** The last build. */
const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));

export const WASM_FILE = 'ort-wasm-simd-threaded.wasm';

/** Changes the reply for a path; paths on the second origin begin with `cdn:`. */
export type ChangeReply = (path: string, reply: Reply | undefined) => Reply | undefined;

const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const mediaTypes: Record<string, string> = {
  js: 'text/javascript',
  mjs: 'text/javascript; charset=utf-8',
  wasm: 'application/wasm',
  json: 'application/json',
  onnx: 'application/octet-stream',
};

const cache = new Map<string, Buffer>();

/** A file of the build; the wasm file is compressed. */
function builtFile(path: string): Reply | undefined {
  const type = mediaTypes[path.split('.').at(-1)!];
  if (type === undefined) return undefined;
  const isCompressed = path.endsWith('.wasm');
  try {
    const bytes = cache.get(path) ?? readFileSync(dist + path);
    const body = isCompressed && !cache.has(path) ? gzipSync(bytes, { level: 1 }) : bytes;
    cache.set(path, body);
    return {
      body,
      headers: { 'content-type': type, ...(isCompressed ? { 'content-encoding': 'gzip' } : {}) },
    };
  } catch {
    return undefined;
  }
}

/** A file of the build without compression. */
export const uncompressedWasm = (): Reply => ({
  headers: { 'content-type': 'application/wasm' },
  body: readFileSync(`${dist}assets/${WASM_FILE}`),
});

export const withHeaders = (reply: Reply | undefined, headers: Record<string, string>): Reply => ({
  ...reply,
  headers: { ...reply?.headers, ...headers },
});

/** Changes the reply for the paths that end like this. */
export const changeFile =
  (file: string, change: (reply: Reply) => Reply): ChangeReply =>
  (path, reply) =>
    path.endsWith(file) ? change(reply!) : reply;

/** The HTML of a page with an element. */
export const pageWith = (element = '<recognize-recover>') =>
  `<!doctype html><script type="module" src="/recognize/recognize.js"></script>${element}
   <script type="module">x.addEventListener('recognize-request', forwardTo('/recognize-api'));</script>`;

export const unchanged: ChangeReply = (_path, reply) => reply;

/** A site without errors, on two origins: `/recover` with the page, the build under `/recognize/`, the backend under `/recognize-api/`. */
export interface TestSite {
  readonly origin: string;
  readonly cdnOrigin: string;
  /** The matcher's key. */
  readonly key: string;
  /** Runs `doctor` on the page. */
  examine(html: string, change: ChangeReply, options?: readonly string[]): Promise<CliResult>;
  close(): Promise<void>;
}

export async function startSite(): Promise<TestSite> {
  const backend = await createRecognizeServer({
    storage: await emptyPglite(),
    secret: createSecret(),
    models: [JSON.parse(readFileSync(`${dist}assets/models/manifest.json`, 'utf8'))],
    origins: ['http://127.0.0.1'],
    authorize: async () => null,
    basePath: '/recognize-api',
    threads: 1,
  });
  let html = '';
  let change = unchanged;
  const replyTo = (path: string) => (path === '/recover' ? pageReply(html) : resourceReply(backend, path));
  const site: TestServer = await startServer(async (path) => change(path, await replyTo(path)));
  const cdn: TestServer = await startServer(async (path) => change(`cdn:${path}`, await replyTo(path)));
  return {
    origin: site.origin,
    cdnOrigin: cdn.origin,
    key: (await backend.configuration()).signingKey,
    examine(newHtml, newChange, options = []) {
      [html, change] = [newHtml, newChange];
      return runCli(['doctor', `${site.origin}/recover`, ...options]);
    },
    async close() {
      await Promise.all([site.close(), cdn.close(), backend.close()]);
    },
  };
}

const pageReply = (html: string): Reply => ({
  body: html,
  headers: { 'content-type': 'text/html', 'content-security-policy': policy },
});

async function resourceReply(backend: RecognizeServer, path: string): Promise<Reply | undefined> {
  if (path.startsWith('/recognize-api/')) {
    const response = await backend.fetch(new Request(`http://localhost${path}`));
    return {
      status: response.status,
      body: await response.text(),
      headers: { 'content-type': 'application/json' },
    };
  }
  const reply = path.startsWith('/recognize/') ? builtFile(path.slice('/recognize/'.length)) : undefined;
  return reply && withHeaders(reply, { 'content-security-policy': policy });
}
