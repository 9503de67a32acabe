import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The publishers of a model set on this machine: a server with certificates for their names, and a proxy that leads to it. */
export interface Publishers {
  /** For HTTPS_PROXY. */
  readonly proxy: string;
  /** File with the certificate, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  /** Targets of the tunnels that the proxy opened. */
  readonly tunnels: string[];
  /** URLs that were requested. */
  readonly requests: string[];
  stop(): void;
}

/** Whether `openssl` can create certificates here. */
export const hasOpenssl: boolean = spawnSync('openssl', ['version']).status === 0;

/**
 * @param hosts names for the certificate
 * @param contents of the files by URL; others answer 404
 */
export async function startPublishers(
  hosts: readonly string[],
  contents: Readonly<Record<string, Uint8Array>>,
): Promise<Publishers> {
  const [tunnels, requests]: [string[], string[]] = [[], []];
  const folder = mkdtempSync(join(tmpdir(), 'recognize-publisher-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  createCertificate(hosts, key, certificate);
  const answer: RequestListener = (request, response) => {
    const url = `https://${request.headers.host}${request.url}`;
    requests.push(url);
    const content = contents[url];
    response.writeHead(content === undefined ? 404 : 200).end(content);
  };
  const options = { key: readFileSync(key), cert: readFileSync(certificate) };
  const server = createTlsServer(options, answer);
  const port = await listen(server);
  const proxy = createHttpServer();
  proxy.on('connect', (request, socket, head) => {
    tunnels.push(request.url ?? '');
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [upstream, socket]) end.on('error', () => end.destroy());
  });
  const proxyPort = await listen(proxy);
  return {
    proxy: `http://127.0.0.1:${proxyPort}`,
    certificate,
    tunnels,
    requests,
    stop() {
      for (const running of [proxy, server]) {
        running.closeAllConnections();
        running.close();
      }
      rmSync(folder, { recursive: true });
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function createCertificate(hosts: readonly string[], key: string, certificate: string): void {
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=publisher', '-addext', `subjectAltName=${names}`];
  const files = ['-keyout', key, '-out', certificate, '-days', '1'];
  const { status, stderr } = spawnSync('openssl', ['req', '-x509', ...curve, ...subject, ...files], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
}
