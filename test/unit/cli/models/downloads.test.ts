import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Downloads, openDownloads } from '../../../../src/cli/models/downloads.ts';
import { startServer, type TestServer } from '../support.ts';

/** A proxy that records the targets of its requests. It answers those for http itself and refuses tunnels. */
interface Proxy {
  readonly url: string;
  readonly targets: string[];
  readonly server: Server;
}

async function startProxy(): Promise<Proxy> {
  const targets: string[] = [];
  const server = createServer((request, response) => {
    targets.push(`${request.method} ${request.url}`);
    response.end('from the proxy');
  });
  server.on('connect', (request, socket) => {
    targets.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets, server };
}

let proxy: Proxy;
let downloads: Downloads | undefined;
let server: TestServer | undefined;

beforeEach(async () => {
  proxy = await startProxy();
});
afterEach(async () => {
  await downloads?.close();
  await server?.close();
  [downloads, server] = [undefined, undefined];
  proxy.server.closeAllConnections();
  proxy.server.close();
});

function get(url: string, environment: NodeJS.ProcessEnv, timeoutMs = 5_000): Promise<Uint8Array> {
  downloads = openDownloads(environment, timeoutMs);
  const { signal } = new AbortController();
  return downloads.fetch({ url: new URL(url), field: 'net', maxBytes: 1_000, signal });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('openDownloads', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])(
    'opens a tunnel through the proxy of %s for https',
    async (name) => {
      await expect(get('https://publisher.example/net.onnx', { [name]: proxy.url })).rejects.toMatchObject({
        code: 'assets/not-found',
        detail: expect.stringMatching(RegExp(`^net: https://publisher.example/.*403.*${name} is set`)),
      });
      expect(proxy.targets).toEqual(['CONNECT publisher.example:443']);
    },
  );

  it('sends the request to the proxy of HTTP_PROXY for http, without a tunnel', async () => {
    const bytes = await get('http://mirror.example/net.onnx', { HTTP_PROXY: proxy.url });
    expect(text(bytes)).toBe('from the proxy');
    expect(proxy.targets).toEqual(['GET http://mirror.example/net.onnx']);
  });

  it.each(['publisher.invalid', '.invalid', '*'])(
    'uses no proxy for a host of NO_PROXY=%s',
    async (noProxy) => {
      const environment = { HTTPS_PROXY: proxy.url, NO_PROXY: noProxy };
      await expect(get('https://publisher.invalid/net.onnx', environment)).rejects.toMatchObject({
        code: 'assets/not-found',
      });
      expect(proxy.targets).toEqual([]);
    },
  );

  it('reaches this machine without the proxy', async () => {
    server = await startServer(() => ({ body: 'from this machine' }));
    const bytes = await get(`${server.origin}/net.onnx`, { HTTP_PROXY: proxy.url });
    expect(text(bytes)).toBe('from this machine');
    expect(proxy.targets).toEqual([]);
  });

  it('names the variable, not the password, when the proxy is unreachable', async () => {
    const environment = { HTTPS_PROXY: 'http://user:password@127.0.0.1:9' };
    const error = await get('https://publisher.example/net.onnx', environment).catch((thrown) => thrown);
    expect(error.detail).toMatch(/ECONNREFUSED.* \(proxy: HTTPS_PROXY is set\)$/);
    expect(JSON.stringify(error.detail)).not.toContain('password');
  });

  it.each([
    ['https://publisher.example/net.onnx', 'HTTPS_PROXY'],
    ['http://publisher.example/net.onnx', 'HTTP_PROXY'],
  ])('names only the variable that counts for %s', async (url, name) => {
    const unreachable = 'http://127.0.0.1:9';
    const error = await get(url, { HTTPS_PROXY: unreachable, HTTP_PROXY: unreachable }).catch(
      (thrown) => thrown,
    );
    expect(error.detail).toMatch(RegExp(`\\(proxy: ${name} is set\\)$`));
  });

  it.each(['proxy.example:3128', 'socks5://proxy.example:1080', 'password'])(
    'rejects HTTPS_PROXY=%s with one sentence that does not repeat it',
    (value) => {
      expect(() => openDownloads({ HTTPS_PROXY: value })).toThrow(
        /^HTTPS_PROXY is not the URL of a proxy, such as http:\/\/proxy\.example:3128\.$/,
      );
    },
  );

  it('reports assets/incomplete when the server stops sending', async () => {
    server = await startServer(() => ({ body: 'x'.repeat(100), stallAt: 10 }));
    await expect(get(`${server.origin}/net.onnx`, {}, 300)).rejects.toMatchObject({
      code: 'assets/incomplete',
      detail: expect.stringContaining('broke off after 10 bytes'),
    });
  });

  it('reports assets/not-found when the server never answers', async () => {
    server = await startServer(() => new Promise(() => {}));
    await expect(get(`${server.origin}/net.onnx`, {}, 300)).rejects.toMatchObject({
      code: 'assets/not-found',
      detail: expect.stringContaining('Timeout'),
    });
  });
});
