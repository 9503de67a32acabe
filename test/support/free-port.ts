import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A free port of localhost. Another process may take it before it is used. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
