import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Readable } from 'node:stream';
import { RecognizeError } from '../../errors.ts';
import { errorResponse } from './response.ts';

/** A request of Node, with what frameworks add to it. */
export type NodeRequest = (IncomingMessage | Http2ServerRequest) & {
  /** The path before a framework has removed the path of a mounted handler (Express, Connect). */
  readonly originalUrl?: string;
  /** What a body parser has read. */
  readonly body?: unknown;
};

export type NodeResponse = ServerResponse | Http2ServerResponse;

type RequestBody = NonNullable<RequestInit['body']>;

/** Answers a request of `node:http`, `node:http2` or a framework over them; never rejects. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => Promise<void>;

/**
 * Adapts a server to Node's `(req, res)`. It reads the path from `originalUrl`, so that a framework may cut the path of the mount point,
 * and takes the body from `req.body` when a parser has read the stream.
 *
 * @param server what `createRecognizeServer` returns
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { createRecognizeServer, toNodeHandler } from 'recognize-elements/server';
 *
 * const recognize = await createRecognizeServer(options);
 * createServer(toNodeHandler(recognize)).listen(8080);
 * ```
 */
export function toNodeHandler(server: { fetch(request: Request): Promise<Response> }): NodeHandler {
  return async (request, response) => {
    const abort = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) abort.abort();
    });
    // The other end has closed the connection. Without a listener the event would end the process.
    response.on('error', () => {});
    await send(await answer(server, request, abort.signal), response);
  };
}

async function answer(
  server: { fetch(request: Request): Promise<Response> },
  request: NodeRequest,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await server.fetch(toFetchRequest(request, signal));
  } catch (error) {
    return errorResponse(error, () => {});
  }
}

/** @throws RecognizeError `server/bad-request`, `server/not-found` */
function toFetchRequest(request: NodeRequest, signal: AbortSignal): Request {
  const method = request.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(request);
  const url = urlOf(request);
  try {
    return new Request(url, {
      method,
      headers: headersOf(request),
      signal,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    } as RequestInit);
  } catch (cause) {
    throw new RecognizeError('server/bad-request', { cause, detail: `request: ${method} is not possible` });
  }
}

/** @throws RecognizeError `server/not-found` for a path that `Request` would change, by removing dot segments for example */
function urlOf(request: NodeRequest): URL {
  // A proxy may send the absolute form (RFC 9112, section 3.2.2).
  const target = (request.originalUrl ?? request.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '');
  const path = target.split(/[?#]/, 1)[0]!;
  const origin = originOf(request);
  if (path.startsWith('/') && URL.canParse(origin + target)) {
    const url = new URL(origin + target);
    if (url.pathname === path) return url;
  }
  throw new RecognizeError('server/not-found', { detail: 'path: expected a normalized path' });
}

/** The address of this server, as the client sees it. The module uses the path only; the host may use the rest. */
function originOf({ headers, socket }: NodeRequest): string {
  const scheme = 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http';
  const authority = headers[':authority'] ?? headers.host;
  const origin = `${scheme}://${authority}`;
  return typeof authority === 'string' && URL.canParse(origin) && new URL(origin).pathname === '/'
    ? new URL(origin).origin
    : `${scheme}://localhost`;
}

function headersOf(request: NodeRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // HTTP/2 has pseudo-headers such as `:path` (RFC 9113, section 8.3).
    if (value === undefined || name.startsWith(':')) continue;
    for (const item of Array.isArray(value) ? value : [value]) headers.append(name, item);
  }
  return headers;
}

/** @throws RecognizeError `server/bad-request` when other code has read the body and has not stored it in `body` */
function bodyOf(request: NodeRequest): RequestBody {
  if (!request.readableDidRead) return streamOf(request);
  const { body } = request;
  if (body === undefined || body === null)
    throw new RecognizeError('server/bad-request', {
      detail:
        'request body: was read before; mount this handler before the code that reads it, or set req.body',
    });
  return typeof body === 'string' || body instanceof Uint8Array
    ? (body as RequestBody)
    : JSON.stringify(body);
}

/** Reads only what is asked for, so that an answer without reading leaves the rest to Node. */
function streamOf(request: Readable): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        chunks ??= request.iterator({ destroyOnReturn: false });
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        // Discards the rest, so that the answer can be sent on the same connection.
        request.resume();
      },
    },
    { highWaterMark: 0 },
  );
}

async function send(answered: Response, response: NodeResponse): Promise<void> {
  const body = Buffer.from(await answered.arrayBuffer());
  if (response.headersSent || response.destroyed) return;
  // The overloads of HTTP/1 and HTTP/2 differ in arguments that are not used here.
  const { statusCode, headers } = {
    statusCode: answered.status,
    headers: Object.fromEntries(answered.headers),
  };
  (response as ServerResponse).writeHead(statusCode, headers).end(body);
}
