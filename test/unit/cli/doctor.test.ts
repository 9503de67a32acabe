import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ChangeReply,
  changeFile,
  pageWith,
  startSite,
  type TestSite,
  unchanged,
  uncompressedWasm,
  WASM_FILE,
  withHeaders,
} from './doctor-site.ts';
import { runCli, startServer } from './support.ts';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

describe('doctor', () => {
  it('reports six successful checks for a site without errors', async () => {
    const html = pageWith(`<recognize-recover matcher-key="${site.key}" review-devices>`);
    const { exitCode, stdout, stderr } = await site.examine(html, unchanged);
    expect({ exitCode, stderr }, stdout).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n').map((line) => line.slice(0, 9).trim())).toEqual(Array(6).fill('ok'));
    expect(stdout).toContain('with the key that the page pins');
  });

  it('finds the assets next to a script that a module imports', async () => {
    const html = `<script type="module">import { forwardTo } from '/recognize/recognize.js'; forwardTo('/recognize-api')</script>`;
    const { exitCode, stdout } = await site.examine(html, unchanged);
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain('/recognize/assets/models/manifest.json are complete');
  });

  it('fails without --assets on a bundled page, and warns without --backend', async () => {
    const html = '<!doctype html><div id="app"></div>';
    expect(await site.examine(html, unchanged)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('name the folder of the assets with --assets'),
    });
    const assets = ['--assets', '/recognize/assets'];
    const backend = ['--backend', '/recognize-api', `--matcher-key=${site.key}`];
    const complete = await site.examine(html, unchanged, [...assets, ...backend]);
    expect(complete.exitCode, complete.stdout).toBe(0);
    const withoutBackend = await site.examine(html, unchanged, assets);
    expect(withoutBackend.exitCode, withoutBackend.stdout).toBe(0);
    expect(withoutBackend.stdout).toMatch(/^warning {2}the backend was not checked\n +fix: .*--backend/m);
  });

  it('warns about an uncompressed runtime', async () => {
    const { exitCode, stdout } = await site.examine(pageWith(), changeFile(WASM_FILE, uncompressedWasm));
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/^warning {2}.*\.wasm is not compressed \(14 MB\)/m);
  });

  it('[T95] names each file of the build in which one bit is flipped', async () => {
    const files = readdirSync(`${dist}assets`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(js|mjs|wasm|json|onnx)$/.test(name))
      .map((name) => `assets/${name}`);
    expect(files.length).toBeGreaterThan(10);
    const manifest = 'assets/models/manifest.json';
    // Without its manifest the models have no names, so the manifest is damaged alone.
    for (const flipped of [[...files.filter((file) => file !== manifest), 'recognize.js'], [manifest]]) {
      const flipBit: ChangeReply = (path, reply) => {
        const file = path.slice('/recognize/'.length);
        if (!path.startsWith('/recognize/') || !flipped.includes(file)) return reply;
        const bytes = readFileSync(dist + file);
        bytes[bytes.length - 1]! ^= 1;
        const { 'content-encoding': _compressed, ...headers } = { ...reply?.headers };
        return { ...reply, headers, body: bytes };
      };
      const html = pageWith('<recognize-recover execution="webgpu">');
      const { exitCode, stdout } = await site.examine(html, flipBit);
      expect(exitCode).toBe(1);
      const errors = stdout.split('\n').filter((line) => line.startsWith('error'));
      const unnamed = flipped.filter((file) => !errors.some((line) => line.includes(`/recognize/${file} `)));
      expect(unnamed).toEqual([]);
    }
  });

  it('fails when the page responds with an error or not at all', async () => {
    const unavailable = changeFile('/recover', () => ({ status: 503 }));
    expect(await site.examine(pageWith(), unavailable)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `${site.origin}/recover responds with status 503.`,
    });
    const closed = await startServer(() => undefined);
    await closed.close();
    expect((await runCli(['doctor', `${closed.origin}/recover`])).stderr).toMatch(
      /recover does not respond: .*ECONNREFUSED/,
    );
  });
});

describe('doctor with assets on another origin', () => {
  const examine = (change: ChangeReply) =>
    site.examine(pageWith(), change, ['--assets', `${site.cdnOrigin}/recognize/assets`]);
  const policy = () =>
    `script-src 'self' 'wasm-unsafe-eval' ${site.cdnOrigin}; worker-src blob: ${site.cdnOrigin}; connect-src 'self' ${site.cdnOrigin}`;
  const withCors: ChangeReply = (path, reply) =>
    path.startsWith('cdn:') ? withHeaders(reply, { 'access-control-allow-origin': '*' }) : reply;
  const withPolicy: ChangeReply = (path, reply) =>
    path === '/recover' ? withHeaders(reply, { 'content-security-policy': policy() }) : reply;

  it("reports no error when CORS and the page's policy allow them", async () => {
    const change: ChangeReply = (path, reply) => withPolicy(path, withCors(path, reply));
    const { exitCode, stdout } = await examine(change);
    expect(exitCode, stdout).toBe(0);
  });

  it("names every source that the page's policy lacks", async () => {
    const { exitCode, stdout } = await examine(withCors);
    expect(exitCode).toBe(1);
    for (const fix of [
      'add blob: to worker-src',
      `add ${site.cdnOrigin} to worker-src`,
      `add ${site.cdnOrigin} to script-src`,
      `add ${site.cdnOrigin} to connect-src`,
    ])
      expect(stdout).toContain(fix);
  });

  it('reports an attribute that elements refuse', async () => {
    const html = pageWith(`<recognize-recover assets-base='${site.cdnOrigin}/recognize/assets'>`);
    const { exitCode, stdout } = await site.examine(html, withCors);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /assets-base="http.*" is refused\n.*another origin.*\n.*set the property assetsBase/,
    );
  });

  it('reports missing CORS headers', async () => {
    expect((await examine(withPolicy)).stdout).toMatch(
      /vision\.worker\.js is blocked by CORS\n.*no CORS header\n.*Access-Control-Allow-Origin/,
    );
  });
});
