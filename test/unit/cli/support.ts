import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { run } from '../../../src/cli/run.ts';

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  /** Ends the connection after this many bytes of the body. */
  readonly cutAt?: number;
  /** Sends zeros after the body for as long as somebody reads. */
  readonly endless?: true;
}

export type Answering = (
  path: string,
  request: IncomingMessage,
) => Reply | undefined | Promise<Reply | undefined>;

/** A real server on a free port of this machine; nothing means 404. */
export async function serve(answering: Answering): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    const reply = (await answering(path, request)) ?? { status: 404 };
    const body = Buffer.from(reply.body ?? '');
    const length = reply.endless ? {} : { 'content-length': body.length };
    response.writeHead(reply.status ?? 200, { ...length, ...reply.headers });
    if (reply.endless) Readable.from(endless(body)).pipe(response);
    else if (reply.cutAt === undefined) response.end(body);
    else response.write(body.subarray(0, reply.cutAt), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function* endless(body: Buffer): Generator<Buffer> {
  yield body;
  for (;;) yield Buffer.alloc(2 ** 16);
}

export interface Told {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** One command line in this process. */
export async function tell(
  args: readonly string[],
  options: { readonly input?: string; readonly signal?: AbortSignal } = {},
): Promise<Told> {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await run(args, {
    print: (line) => out.push(line),
    note: (line) => err.push(line),
    read: async () => options.input ?? '',
    signal: options.signal ?? new AbortController().signal,
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}
