import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPage } from '../../../src/cli/doctor/check-page.ts';
import { createRecognizeServer, createSecret, type RecognizeServer } from '../../../src/server/index.ts';
import { emptyPglite } from '../../support/storage.ts';
import { type Reply, serve, type Told, tell } from './support.ts';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const types: Record<string, string> = {
  js: 'text/javascript',
  mjs: 'text/javascript; charset=utf-8',
  wasm: 'application/wasm',
  json: 'application/json',
  onnx: 'application/octet-stream',
};

const read = new Map<string, Buffer>();
/** A file of the build; the runtime compressed, as a site should. */
function built(path: string): Reply | undefined {
  const type = types[path.split('.').at(-1)!];
  if (type === undefined) return undefined;
  const packed = path.endsWith('.wasm');
  try {
    const bytes = read.get(path) ?? readFileSync(dist + path);
    const body = packed && !read.has(path) ? gzipSync(bytes, { level: 1 }) : bytes;
    read.set(path, body);
    return { body, headers: { 'content-type': type, ...(packed ? { 'content-encoding': 'gzip' } : {}) } };
  } catch {
    return undefined;
  }
}

let backend: RecognizeServer;
let pin: string;
let site: Awaited<ReturnType<typeof serve>>;
let others: Awaited<ReturnType<typeof serve>>;
/** What this case does to the good site's replies. */
let change: (path: string, reply: Reply | undefined) => Reply | undefined;
let markup: string;

/** `/recover` with an element, the build under `/recognize/`, the backend under `/recognize-api/`. */
async function good(path: string): Promise<Reply | undefined> {
  if (path === '/recover')
    return { body: markup, headers: { 'content-type': 'text/html', 'content-security-policy': policy } };
  if (path.startsWith('/recognize-api/')) {
    const answer = await backend.fetch(new Request(`http://localhost${path}`));
    return {
      status: answer.status,
      body: await answer.text(),
      headers: { 'content-type': 'application/json' },
    };
  }
  const reply = path.startsWith('/recognize/') ? built(path.slice('/recognize/'.length)) : undefined;
  return reply && { ...reply, headers: { ...reply.headers, 'content-security-policy': policy } };
}

beforeAll(async () => {
  backend = await createRecognizeServer({
    storage: await emptyPglite(),
    secret: createSecret(),
    models: [JSON.parse(readFileSync(`${dist}assets/models/manifest.json`, 'utf8'))],
    origins: ['http://127.0.0.1'],
    authorize: async () => null,
    basePath: '/recognize-api',
    threads: 1,
  });
  pin = (await backend.configuration()).signingKey;
  site = await serve(async (path) => change(path, await good(path)));
  others = await serve(async (path) => change(`cdn:${path}`, await good(path)));
});
afterAll(async () => {
  await Promise.all([site.close(), others.close(), backend.close()]);
});

async function examine(...options: string[]): Promise<Told> {
  return tell(['doctor', `${site.origin}/recover`, ...options]);
}

const page = (element = '<recognize-recover>', script = '/recognize/recognize.js') =>
  `<!doctype html><script type="module" src="${script}"></script>${element}
   <script type="module">x.addEventListener('recognize-request', forwardTo('/recognize-api'));</script>`;

const header = (reply: Reply | undefined, headers: Record<string, string>): Reply => ({
  ...reply,
  headers: { ...reply?.headers, ...headers },
});

describe('doctor', () => {
  it('finds nothing wrong with a good site, and says what it looked at', async () => {
    [markup, change] = [
      page(`<recognize-recover matcher-key="${pin}" review-devices>`),
      (_path, reply) => reply,
    ];
    const { status, out, err } = await examine();
    expect({ status, err }, out).toEqual({ status: 0, err: '' });
    expect(out.split('\n').map((line) => line.slice(0, 8).trim())).toEqual(Array(6).fill('ok'));
    expect(out).toContain('with the key that the page pins');
  });

  it('finds the assets beside a script that a module imports', async () => {
    markup = `<script type="module">import { forwardTo } from '/recognize/recognize.js'; forwardTo('/recognize-api')</script>`;
    change = (_path, reply) => reply;
    const { status, out } = await examine();
    expect(status, out).toBe(0);
    expect(out).toContain('/recognize/assets/models/manifest.json are whole');
  });

  it('takes what a bundled page does not show from its options', async () => {
    [markup, change] = ['<!doctype html><div id="app"></div>', (_path, reply) => reply];
    expect(await examine()).toMatchObject({
      status: 1,
      err: expect.stringContaining('name the folder of the assets by --assets'),
    });
    const options = ['--assets', '/recognize/assets', '--backend', '/recognize-api', `--matcher-key=${pin}`];
    const { status, out } = await examine(...options);
    expect(status, out).toBe(0);
    const without = await examine(...options.slice(0, 2));
    expect(without.status, without.out).toBe(0);
    expect(without.out).toMatch(/^note {4}the backend was not looked at\n +mend: .*--backend/m);
  });

  it('lets assets lie on another origin, with CORS and a policy that names it', async () => {
    markup = page(`<recognize-recover assets-base='${others.origin}/recognize/assets'>`);
    const foreign = `script-src 'self' 'wasm-unsafe-eval' ${others.origin}; worker-src blob: ${others.origin}; connect-src 'self' ${others.origin}`;
    change = (path, reply) => {
      if (path === '/recover') return header(reply, { 'content-security-policy': foreign });
      return path.startsWith('cdn:') ? header(reply, { 'access-control-allow-origin': '*' }) : reply;
    };
    const { status, out } = await examine();
    expect(status, out).toBe(0);
    change = (path, reply) =>
      path.startsWith('cdn:') ? header(reply, { 'access-control-allow-origin': '*' }) : reply;
    const refused = await examine();
    expect(refused.status).toBe(1);
    for (const add of [
      'add blob: to worker-src',
      `add ${others.origin} to worker-src`,
      `add ${others.origin} to script-src`,
      `add ${others.origin} to connect-src`,
    ])
      expect(refused.out).toContain(add);
    change = (path, reply) =>
      path === '/recover' ? header(reply, { 'content-security-policy': foreign }) : reply;
    expect((await examine()).out).toMatch(
      /vision\.worker\.js may not be read by the page\n.*no CORS\n.*Access-Control-Allow-Origin/,
    );
  });

  const on = (file: string, to: (reply: Reply) => Reply) => (path: string, reply: Reply | undefined) =>
    path.endsWith(file) ? to(reply!) : reply;
  const wasm = 'ort-wasm-simd-threaded.wasm';
  const withPolicy = (file: string, text: string) =>
    on(file, (reply) => header(reply, { 'content-security-policy': text }));

  const wrong: [string, typeof change, RegExp][] = [
    [
      'no assets',
      (path, reply) => (path.startsWith('/recognize/') ? undefined : reply),
      /vision\.worker\.js answers 404\n.*\n.*npx recognize-elements assets/,
    ],
    [
      'a start page in place of every missing file',
      on(wasm, () => ({ body: '<!doctype html>', headers: { 'content-type': 'text/html' } })),
      /threaded\.wasm is an HTML page\n.*start page/,
    ],
    [
      '.mjs of no type',
      on('.mjs', (r) => header(r, { 'content-type': 'application/octet-stream' })),
      /threaded\.mjs is served as 'application\/octet-stream'/,
    ],
    [
      'workers as plain text',
      on('matching.worker.js', (r) => header(r, { 'content-type': 'text/plain' })),
      /matching\.worker\.js is served as 'text\/plain'/,
    ],
    [
      'a chunk that is missing',
      (path, reply) => (/\/serve-[\w-]+\.js$/.test(path) ? undefined : reply),
      /\/serve-[\w-]+\.js answers 404/,
    ],
    [
      'a runtime that is none',
      on(wasm, () => ({ body: 'oops', headers: { 'content-type': 'application/wasm' } })),
      /threaded\.wasm is not WebAssembly/,
    ],
    [
      'a net that was changed',
      on('embed.onnx', (r) => ({ ...r, body: Buffer.from(r.body!).fill(1, 900, 901) })),
      /hash-mismatch: embedder\.sha256: .*embed\.onnx is another file/,
    ],
    [
      'a net that was cut off',
      on('detect.onnx', (r) => ({ ...r, body: Buffer.from(r.body!).subarray(0, 99) })),
      /incomplete: detector\.bytes: /,
    ],
    [
      'a manifest with a wrong field',
      on('manifest.json', (r) => ({ ...r, body: String(r.body).replace('"rgb"', '"grey"') })),
      /manifest\.json: models\/manifest-invalid: detector\.input\.channels: expected/,
    ],
    [
      'a policy that forbids workers',
      withPolicy('/recover', "worker-src 'none'"),
      /Content-Security-Policy forbids the worker\n.*\n.*add 'self' to worker-src/,
    ],
    [
      'a policy that forbids the backend',
      withPolicy('/recover', "connect-src 'none'"),
      /forbids calls to the backend/,
    ],
    [
      'a policy of the worker without WebAssembly',
      withPolicy('vision.worker.js', "script-src 'self'"),
      /vision\.worker\.js may not run WebAssembly\n.*\n.*'wasm-unsafe-eval'/,
    ],
    [
      'a policy of the worker that keeps its files from it',
      withPolicy('vision.worker.js', "connect-src 'none'"),
      /vision\.worker\.js may not load its files/,
    ],
    [
      'a camera that is forbidden',
      on('/recover', (r) => header(r, { 'permissions-policy': 'camera=()' })),
      /the camera is forbidden\n.*\n.*camera=\(self\)/,
    ],
    [
      'isolation of the page alone',
      on('/recover', (r) => header(r, { 'cross-origin-embedder-policy': 'require-corp' })),
      /vision\.worker\.js does not start\n.*has none/,
    ],
    [
      'no backend',
      (path, reply) => (path.startsWith('/recognize-api') ? undefined : reply),
      /well-known\/recognize answers 404\n.*\n.*mount the handler/,
    ],
    [
      'a page in place of the backend',
      on('/.well-known/recognize', () => ({ body: '<!doctype html>' })),
      /well-known\/recognize is not JSON/,
    ],
    [
      'another service in place of the backend',
      on('/.well-known/recognize', () => ({ body: '{"hello":1}' })),
      /host\/bad-response: configuration/,
    ],
    [
      'a backend that knows other models',
      on('/.well-known/recognize', (r) => ({
        ...r,
        body: JSON.stringify({ ...JSON.parse(String(r.body)), models: ['other-1'] }),
      })),
      /does not know the page's models\n.*knows other-1, the page uses recognize-1-/,
    ],
    [
      'an envelope key of somebody else',
      on('/.well-known/recognize', (r) => ({
        ...r,
        body: JSON.stringify({ ...JSON.parse(String(r.body)), envelopeKeyExpires: Date.now() + 1e9 }),
      })),
      /matcher-key-mismatch: the envelope key is not signed/,
    ],
  ];

  it.each(wrong)('%s', async (_name, changed, finding) => {
    [markup, change] = [page(), changed];
    const { status, out, err } = await examine();
    expect(status, out).toBe(1);
    expect(out).toMatch(finding);
    expect(out).toMatch(/^wrong {3}/m);
    expect(err).toMatch(/^(One thing is|\d+ things are) wrong\.$/);
  });

  it('another key than the pinned one', async () => {
    [markup, change] = [
      page(`<recognize-recover matcher-key="${pin.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}">`),
      (_path, reply) => reply,
    ];
    const { status, out } = await examine();
    expect(status).toBe(1);
    expect(out).toMatch(/matcher-key-mismatch: another key than the pinned one\n.*another secret/);
  });

  it('a runtime that travels as it is, and files of another release, are worth a note only', async () => {
    markup = page();
    change = (path, reply) => {
      if (path.endsWith('vision.worker.js')) return { ...reply, body: `${reply!.body}\n` };
      return path.endsWith(wasm)
        ? { headers: { 'content-type': 'application/wasm' }, body: readFileSync(`${dist}assets/${wasm}`) }
        : reply;
    };
    const { status, out } = await examine();
    expect(status, out).toBe(0);
    expect(out).toMatch(/^note {4}.*\.wasm travels uncompressed \(14 MB\)/m);
    expect(out).toMatch(/^note {4}1 file is of another release/m);
  });

  it('a page that does not come', async () => {
    [markup, change] = [page(), (path, reply) => (path === '/recover' ? { status: 503 } : reply)];
    expect(await examine()).toEqual({
      status: 1,
      out: '',
      err: `${site.origin}/recover answers 503, where the page was expected.`,
    });
    const nobody = await serve(() => undefined);
    await nobody.close();
    expect((await tell(['doctor', `${nobody.origin}/recover`])).err).toMatch(
      /recover does not answer: .*ECONNREFUSED/,
    );
  });

  it('a page without HTTPS', () => {
    const answer = {
      url: new URL('http://bank.example/recover'),
      status: 200,
      headers: new Headers(),
      bytes: new Uint8Array(0),
    };
    const assets = new URL('http://bank.example/recognize/assets/');
    const unseen = { html: '', assets, manifest: assets, backend: undefined, matcherKey: undefined };
    const [first] = checkPage({ page: answer, ...unseen });
    expect(first).toMatchObject({ verdict: 'wrong', mend: 'serve the page over HTTPS' });
  });
});
