import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Browser } from 'playwright-core';
import { publint } from 'publint';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMinimalHost } from '../../demo/minimal/server.ts';
import { contentSecurityPolicy } from '../e2e/support/host.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { copyPage, installPackage, linkDependencies, root, tarball } from './pack.ts';

/** Uses the files of the tarball as websites do: by a script tag from another origin, and through a bundler. */
let folder: string;
let installed: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-package-'));
  installed = installPackage(folder);
  linkDependencies(folder, installed, ['@electric-sql/pglite', 'typescript', '@types/node']);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Serves a page with the minimal host. */
async function servePage(page: string, contentSecurityPolicy: string) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const host = await createMinimalHost({ origin, page, threads: 1 });
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('content-security-policy', contentSecurityPolicy);
  });
  app.all('*', ({ req }) => host.fetch(req.raw));
  const server = serve({ fetch: app.fetch, port, hostname: 'localhost' }) as Server;
  return {
    origin,
    async stop() {
      server.close();
      server.closeAllConnections();
      await host.recognize.close();
      await host.storage.close();
    },
  };
}

/** Enrolls and recovers on a page, and verifies the assertion that the page shows. */
async function enrollAndRecover(pageFolder: string, contentSecurityPolicy: string): Promise<void> {
  const host = await servePage(pageFolder, contentSecurityPolicy);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${host.origin}/?camera=simulated:chidi`);
    for (const [tag, success] of [
      ['recognize-enroll', 'You are set up'],
      ['recognize-recover', 'Welcome back'],
    ] as const) {
      await page.locator(`${tag} [part~=start]`).click();
      const title = page.locator(`${tag} [part=title]`);
      await title.waitFor({ timeout: 150_000 });
      expect(await title.allInnerTexts()).toEqual([success]);
    }
    const assertion = (await page.locator('output').textContent()) ?? '';
    const keys = createRemoteJWKSet(new URL(`${host.origin}/recognize-api/jwks.json`));
    const { payload } = await jwtVerify(assertion, keys, { audience: host.origin });
    expect(payload).toMatchObject({ sub: 'local-user', ceremony: 'recover' });
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    await host.stop();
  }
}

const trustedTypes = "require-trusted-types-for 'script'; trusted-types recognize-elements lit-html";

const mimeTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** A static server for the assets that pages of every origin may read. */
async function serveAssets(from: string): Promise<Server> {
  const server = createServer(async ({ url }, response) => {
    const bytes = await readFile(join(from, new URL(url!, 'http://x').pathname)).catch(() => undefined);
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': mimeTypes[extname(url!)] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

describe('the tarball', () => {
  it('contains every file that its package.json names', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
    const named = [manifest.exports, manifest.bin].flatMap(function files(entry: unknown): string[] {
      return typeof entry === 'string' ? [entry] : Object.values(entry as object).flatMap(files);
    });
    expect(named.length).toBeGreaterThan(10);
    const missing = named.filter((file) => !file.includes('*') && !existsSync(join(installed, file)));
    expect(missing).toEqual([]);
  });

  it('contains the files that sites serve as they were built, with their hashes', () => {
    const hashes: Record<string, string> = JSON.parse(
      readFileSync(join(installed, 'dist/integrity.json'), 'utf8'),
    );
    const served = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.\w+$/.test(name) && !/^(node|types)\b|^integrity\.json$/.test(name),
    );
    const actual = served.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(installed, 'dist', name)))
        .digest('hex'),
    ]);
    expect(hashes).toEqual(Object.fromEntries(actual));
  });

  it.each([
    ['recognize.js', ['lit-html', 'idb-keyval', 'jose', '@hpke/core', '@hpke/common', 'valibot']],
    ['headless.js', ['@hpke/core', '@hpke/common']],
    ['assets/vision.worker.js', ['onnxruntime-web']],
    ['assets/vision-webgpu.worker.js', ['onnxruntime-web']],
    ['assets/LICENSES.txt', ['onnxruntime-web', 'onnxruntime-common']],
  ])('has the license notices of third-party code in %s or its chunks', (file, names) => {
    const dist = join(installed, 'dist');
    const files =
      file === 'headless.js' ? readdirSync(dist).filter((name) => /^(headless|chunk-)/.test(name)) : [file];
    const text = files.map((name) => readFileSync(join(dist, name), 'utf8')).join('\n');
    for (const name of names) {
      const manifest = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
      expect(text).toContain(`${name} ${manifest.version} (${manifest.license})`);
    }
    expect(text).toContain('Copyright (c)');
    expect(text).toMatch(/Permission is hereby granted/);
  });

  it('tells the license of the models apart from that of the code', () => {
    const { license } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(license).toBe('MIT AND LicenseRef-Recognize-Elements-Models');
    for (const file of ['LICENSE', 'THIRD-PARTY.md', 'dist/assets/LICENSES.txt'])
      expect(readFileSync(join(installed, file), 'utf8')).toContain('LicenseRef-Recognize-Elements-Models');
  });

  it('does not copy an asset in which one bit is flipped, and names it', () => {
    const file = join(installed, 'dist/assets/vision.worker.js');
    const bytes = readFileSync(file);
    writeFileSync(
      file,
      bytes.map((byte, i) => (i === 99 ? byte ^ 1 : byte)),
    );
    const command = join(installed, 'dist/node/cli/main.js');
    const target = join(folder, 'damaged');
    const { status, stderr } = spawnSync(process.execPath, [command, 'assets', target], { encoding: 'utf8' });
    writeFileSync(file, bytes);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'dist/assets/vision.worker.js of this copy of the package is damaged: install it again.\n',
    });
  });

  it('passes publint without an error', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, level: 'error' });
    expect(messages).toEqual([]);
  });

  it('has types that every ES module resolution finds', () => {
    // The other entries are files to serve: assets and models.
    const options = [
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      'assets/*',
      'models/*',
      '--format',
      'ascii',
    ];
    const attw = join(root, 'node_modules/.bin/attw');
    const { status, stdout, stderr } = spawnSync(attw, [tarball(folder), ...options], { encoding: 'utf8' });
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  });

  it('contains every file that its documentation links to', async () => {
    // These links lead to the repository: the vectors are for implementers, and the manifest is also in dist.
    const inRepository = ['test/vectors', 'models/manifest.json'];
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.md') && !path.includes('node_modules'),
    );
    expect(pages).toContain('CONTRIBUTING.md');
    const files = pages.flatMap((page) => {
      const markdown = readFileSync(join(installed, page), 'utf8');
      const links = markdown.matchAll(/(?:\]\(|<img[^>]*? src=")(?!\w+:|#)([^)"#\s]+)/g);
      return [...links].map(([, link]) => join(dirname(page), link!));
    });
    expect(files.length).toBeGreaterThan(10);
    const missing = files.filter((file) => !existsSync(join(installed, file)));
    expect(missing.filter((file) => !inRepository.includes(file))).toEqual([]);
  });

  it('enrolls and recovers on a page without a bundler, with assets from another origin', async () => {
    const server = await serveAssets(join(installed, 'dist'));
    const assets = `http://localhost:${(server.address() as AddressInfo).port}`;
    const policy = `default-src 'none'; style-src 'self'; img-src data:; script-src 'self' ${assets} 'wasm-unsafe-eval'; worker-src blob: ${assets}; connect-src 'self' ${assets}; ${trustedTypes}`;
    const page = copyPage(join(root, 'demo/minimal/page'), join(folder, 'plain'), (content) =>
      content.replaceAll('/recognize/', `${assets}/`),
    );
    await enrollAndRecover(page, policy);
    server.close();
  });

  it('enrolls and recovers on a page that is built with Vite', async () => {
    const app = copyPage(join(import.meta.dirname, 'app'), join(folder, 'app'));
    const command = join(installed, 'dist/node/cli/main.js');
    execFileSync(process.execPath, [command, 'assets', 'public/face', '--no-webgpu'], { cwd: app });
    await build({ root: app, logLevel: 'error', build: { emptyOutDir: true } });
    await enrollAndRecover(join(app, 'dist'), `${contentSecurityPolicy}; ${trustedTypes}`);
  });

  it.each(['bundler', 'nodenext'])(
    'has types that compile without skipLibCheck: moduleResolution %s',
    (moduleResolution) => {
      const app = copyPage(join(import.meta.dirname, 'app'), join(folder, moduleResolution));
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
    },
  );
});
