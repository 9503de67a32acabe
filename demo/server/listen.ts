import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const DEFAULT_PORT = 5173;
/** How many ports above the default one are tried. */
const PORT_TRIES = 100;

const bind = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/**
 * Listens on a port.
 *
 * @param port the requested port, 0 for any; default the first free one from 5173 on
 * @param host the network interface; default this machine only, because the demo shows the codes of every user
 * @returns the port
 */
export async function listen(server: Server, port: string | undefined, host = '127.0.0.1'): Promise<number> {
  if (port !== undefined) return bind(server, host, Number(port));
  for (let candidate = DEFAULT_PORT; ; candidate++) {
    try {
      return await bind(server, host, candidate);
    } catch (error) {
      const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!inUse || candidate === DEFAULT_PORT + PORT_TRIES) throw error;
    }
  }
}
