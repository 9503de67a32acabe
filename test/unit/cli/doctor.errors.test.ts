import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ChangeReply,
  changeFile,
  pageWith,
  startSite,
  type TestSite,
  unchanged,
  WASM_FILE,
  withHeaders,
} from './doctor-site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const withPolicy = (file: string, policy: string) =>
  changeFile(file, (reply) => withHeaders(reply, { 'content-security-policy': policy }));

const faults: [string, ChangeReply, RegExp][] = [
  [
    'missing assets',
    (path, reply) => (path.startsWith('/recognize/') ? undefined : reply),
    /vision\.worker\.js responds with status 404\n.*\n.*npx recognize-elements assets/,
  ],
  [
    'a start page instead of a missing file',
    changeFile(WASM_FILE, () => ({ body: '<!doctype html>', headers: { 'content-type': 'text/html' } })),
    /threaded\.wasm is an HTML page\n.*start page/,
  ],
  [
    '.mjs with a generic media type',
    changeFile('.mjs', (r) => withHeaders(r, { 'content-type': 'application/octet-stream' })),
    /threaded\.mjs has the media type 'application\/octet-stream'/,
  ],
  [
    'workers with the media type of plain text',
    changeFile('matching.worker.js', (r) => withHeaders(r, { 'content-type': 'text/plain' })),
    /matching\.worker\.js has the media type 'text\/plain'/,
  ],
  [
    'a missing chunk',
    (path, reply) => (/\/serve-[\w-]+\.js$/.test(path) ? undefined : reply),
    /\/serve-[\w-]+\.js responds with status 404/,
  ],
  [
    'a runtime that is not WebAssembly',
    changeFile(WASM_FILE, () => ({ body: 'oops', headers: { 'content-type': 'application/wasm' } })),
    /threaded\.wasm is not WebAssembly/,
  ],
  [
    'a changed network',
    changeFile('embed.onnx', (r) => ({ ...r, body: Buffer.from(r.body!).fill(1, 900, 901) })),
    /hash-mismatch: embedder\.sha256: .*embed\.onnx has another hash/,
  ],
  [
    'a truncated network',
    changeFile('detect.onnx', (r) => ({ ...r, body: Buffer.from(r.body!).subarray(0, 99) })),
    /incomplete: detector\.bytes: /,
  ],
  [
    'a manifest with an invalid field',
    changeFile('manifest.json', (r) => ({ ...r, body: String(r.body).replace('"rgb"', '"gray"') })),
    /manifest\.json: models\/manifest-invalid: detector\.input\.channels: expected/,
  ],
  [
    'a page policy that blocks workers',
    withPolicy('/recover', "worker-src 'none'"),
    /Content-Security-Policy blocks the worker\n.*\n.*add 'self' to worker-src/,
  ],
  [
    'a page policy that requires Trusted Types and allows none of the package',
    withPolicy(
      '/recover',
      "script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types lit-html",
    ),
    /blocks the Trusted Types of the package\n.*\n.*add trusted-types recognize-elements lit-html/,
  ],
  [
    'a page policy that blocks the backend',
    withPolicy('/recover', "connect-src 'none'"),
    /blocks calls to the backend/,
  ],
  [
    'a worker policy that blocks WebAssembly',
    withPolicy('vision.worker.js', "script-src 'self'"),
    /vision\.worker\.js may not run WebAssembly\n.*\n.*'wasm-unsafe-eval'/,
  ],
  [
    'a worker policy that blocks its files',
    withPolicy('vision.worker.js', "connect-src 'none'"),
    /vision\.worker\.js may not load its files/,
  ],
  [
    'a Permissions-Policy that blocks the camera',
    changeFile('/recover', (r) => withHeaders(r, { 'permissions-policy': 'camera=()' })),
    /the camera is blocked\n.*\n.*camera=\(self\)/,
  ],
  [
    'cross-origin isolation of the page only',
    changeFile('/recover', (r) => withHeaders(r, { 'cross-origin-embedder-policy': 'require-corp' })),
    /vision\.worker\.js does not start\n.*its worker does not/,
  ],
  [
    'a missing backend',
    (path, reply) => (path.startsWith('/recognize-api') ? undefined : reply),
    /well-known\/recognize responds with status 404\n.*\n.*mount the handler/,
  ],
  [
    'a page instead of the backend',
    changeFile('/.well-known/recognize', () => ({ body: '<!doctype html>' })),
    /well-known\/recognize is not JSON/,
  ],
  [
    'another service instead of the backend',
    changeFile('/.well-known/recognize', () => ({ body: '{"hello":1}' })),
    /host\/bad-response: configuration/,
  ],
  [
    'a backend with other models',
    changeFile('/.well-known/recognize', (r) => ({
      ...r,
      body: JSON.stringify({ ...JSON.parse(String(r.body)), models: ['other-1'] }),
    })),
    /does not know the page's models\n.*knows other-1, the page uses recognize-1-/,
  ],
  [
    'a backend of protocol version 1',
    changeFile('/.well-known/recognize', (r) => ({
      ...r,
      body: JSON.stringify({ ...JSON.parse(String(r.body)), protocol: undefined }),
    })),
    /assets\/version-mismatch: .*protocol version 2 and 1\n.*different releases\n.*deploy both/,
  ],
  [
    'an envelope key with an invalid signature',
    changeFile('/.well-known/recognize', (r) => ({
      ...r,
      body: JSON.stringify({ ...JSON.parse(String(r.body)), envelopeKeyExpires: Date.now() + 1e9 }),
    })),
    /matcher-key-mismatch: envelopeKeySignature: /,
  ],
];

describe('doctor', () => {
  it.each(faults)('reports %s with cause and fix', async (_fault, change, result) => {
    const { exitCode, stdout, stderr } = await site.examine(pageWith(), change);
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toMatch(result);
    expect(stdout).toMatch(/^error {4}/m);
    expect(stderr).toMatch(/^Found (1 error|\d+ errors)\.$/);
  });

  it('reports a pinned key that is not the key of the backend', async () => {
    const otherKey = site.key.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    const html = pageWith(`<recognize-recover matcher-key="${otherKey}">`);
    const { exitCode, stdout } = await site.examine(html, unchanged);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/matcher-key-mismatch: .*\n.*the secret of the backend changed/);
  });
});
