import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const usual = 5173;

const bind = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/**
 * Listens on the port that was asked for (0: any), else on the usual one or the next that is free.
 *
 * @param host the interface; this machine alone unless it is said otherwise, because the demo shows everybody's codes
 * @returns the port
 */
export async function listen(
  server: Server,
  wanted: string | undefined,
  host = '127.0.0.1',
): Promise<number> {
  if (wanted !== undefined) return bind(server, host, Number(wanted));
  for (let port = usual; ; port++) {
    try {
      return await bind(server, host, port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port > usual + 100) throw error;
    }
  }
}
