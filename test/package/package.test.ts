import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, startHost } from '../e2e/support/host.ts';
import { launch } from '../e2e/support/visitor.ts';
import { copySite, installPackage, linkDependencies, root } from './pack.ts';

/** What lies in the tarball, used as websites use it: by a script tag from another origin, and through a bundler. */
let folder: string;
let installed: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-package-'));
  installed = installPackage(folder);
  linkDependencies(folder, installed, ['@electric-sql/pglite', 'typescript', '@types/node']);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Enrolls and recovers on the one page of a site. */
async function goTheWay(settings: { site: string; contentSecurityPolicy: string }): Promise<void> {
  const host = await startHost(settings);
  const context = await browser.newContext();
  try {
    await context.addCookies([{ name: 'person', value: 'chidi', url: host.origin }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(host.origin);
    for (const [tag, done] of [
      ['recognize-enroll', 'You are set up'],
      ['recognize-recover', 'Welcome back'],
    ] as const) {
      await page.locator(`${tag} [part~=start]`).click();
      const title = page.locator(`${tag} [part=title]`);
      await title.waitFor({ timeout: 150_000 });
      expect(await title.allInnerTexts()).toEqual([done]);
    }
    const assertion = (await page.locator('output').textContent()) ?? '';
    const keys = createRemoteJWKSet(new URL(`${host.origin}/api/jwks.json`));
    const { payload } = await jwtVerify(assertion, keys, { audience: host.origin });
    expect(payload).toMatchObject({ sub: 'chidi', ceremony: 'recover' });
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
    await host.stop();
  }
}

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** A static server as a site has it for its assets: any origin may read. */
async function serveAssets(from: string): Promise<Server> {
  const server = createServer(async ({ url }, response) => {
    const bytes = await readFile(join(from, new URL(url!, 'http://x').pathname)).catch(() => undefined);
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': types[extname(url!)] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

describe('the tarball', () => {
  it('holds every file that its package.json names', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    const named = [manifest.exports, manifest.bin].flatMap(function files(entry: unknown): string[] {
      return typeof entry === 'string' ? [entry] : Object.values(entry as object).flatMap(files);
    });
    expect(named.length).toBeGreaterThan(10);
    const missing = named.filter((file) => !file.includes('*') && !existsSync(join(installed, file)));
    expect(missing).toEqual([]);
  });

  it('holds every file that its pages link', async () => {
    // The specification points at the repository: its vectors are for implementers, and the manifest lies in dist too.
    const inRepository = ['test/vectors', 'models/manifest.json'];
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.md') && !path.includes('node_modules'),
    );
    expect(pages).toContain('CONTRIBUTING.md');
    const files = pages.flatMap((page) => {
      const text = readFileSync(join(installed, page), 'utf8');
      const links = text.matchAll(/(?:\]\(|<img[^>]*? src=")(?!\w+:|#)([^)"#\s]+)/g);
      return [...links].map(([, link]) => join(dirname(page), link!));
    });
    expect(files.length).toBeGreaterThan(10);
    const missing = files.filter((file) => !existsSync(join(installed, file)));
    expect(missing.filter((file) => !inRepository.includes(file))).toEqual([]);
  });

  it('carries a plain page the whole way, from another origin than the page', async () => {
    const server = await serveAssets(join(installed, 'dist'));
    const assets = `http://localhost:${(server.address() as AddressInfo).port}`;
    const policy = `default-src 'none'; img-src data:; script-src 'self' ${assets} 'wasm-unsafe-eval'; worker-src blob: ${assets}; connect-src 'self' ${assets}`;
    await goTheWay({ site: copySite('plain', join(folder, 'plain'), assets), contentSecurityPolicy: policy });
    server.close();
  });

  it('carries a page through Vite the whole way', async () => {
    const app = copySite('app', join(folder, 'app'));
    const command = join(installed, 'dist/node/cli/main.js');
    execFileSync(process.execPath, [command, 'assets', 'public/face', '--no-webgpu'], { cwd: app });
    await build({ root: app, logLevel: 'error', build: { emptyOutDir: true } });
    await goTheWay({ site: join(app, 'dist'), contentSecurityPolicy });
  });

  it.each(['bundler', 'nodenext'])('has types that hold without skipLibCheck (%s)', (moduleResolution) => {
    const app = copySite('app', join(folder, moduleResolution));
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      target: 'es2022',
      module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext',
      moduleResolution,
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
    };
    writeFileSync(join(app, 'package.json'), '{"type": "module"}');
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', app], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
