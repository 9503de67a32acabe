import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMinimalHost } from '../../demo/minimal/server.ts';
import { contentSecurityPolicy } from '../e2e/support/host.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { copyPage, installPackage, linkDependencies, root } from './pack.ts';

/** Uses the files of the tarball as websites do: by a script tag from another origin, and through a bundler. */
let folder: string;
let installed: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-pages-'));
  installed = installPackage(folder);
  linkDependencies(folder, installed);
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
      ['recognize-enroll', 'You’re all set'],
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

describe('the installed package', () => {
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
    execFileSync(process.execPath, [command, 'assets', 'public/face', '--no-webgpu', '--no-compression'], {
      cwd: app,
    });
    await build({ root: app, logLevel: 'error', build: { emptyOutDir: true } });
    await enrollAndRecover(join(app, 'dist'), `${contentSecurityPolicy}; ${trustedTypes}`);
  });
});
