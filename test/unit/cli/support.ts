import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { runCommand } from '../../../src/cli/run-command.ts';

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  /** Ends the connection after this many bytes of the body. */
  readonly cutAt?: number;
  /** Sends nothing after this many bytes of the body, and keeps the connection open. */
  readonly stallAt?: number;
  /** Sends zeros after the body until the client disconnects. */
  readonly endless?: true;
}

/** Returns the reply for a path; undefined for status 404. */
export type ReplyTo = (
  path: string,
  request: IncomingMessage,
) => Reply | undefined | Promise<Reply | undefined>;

export interface TestServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Starts an HTTP server on a free port of the loopback interface. */
export async function startServer(replyTo: ReplyTo): Promise<TestServer> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    const reply = (await replyTo(path, request)) ?? { status: 404 };
    const body = Buffer.from(reply.body ?? '');
    const length = reply.endless ? {} : { 'content-length': body.length };
    response.writeHead(reply.status ?? 200, { ...length, ...reply.headers });
    if (reply.endless) Readable.from(withoutEnd(body)).pipe(response);
    else if (reply.stallAt !== undefined) response.write(body.subarray(0, reply.stallAt));
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

function* withoutEnd(body: Buffer): Generator<Buffer> {
  yield body;
  for (;;) yield Buffer.alloc(2 ** 16);
}

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process. */
export async function runCli(
  args: readonly string[],
  options: { readonly stdin?: string; readonly signal?: AbortSignal } = {},
): Promise<CliResult> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const exitCode = await runCommand(args, {
    print: (line) => stdout.push(line),
    note: (line) => stderr.push(line),
    read: async () => options.stdin ?? '',
    signal: options.signal ?? new AbortController().signal,
  });
  return { exitCode, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}
