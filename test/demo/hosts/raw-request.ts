import { type IncomingMessage, type RequestOptions, request } from 'node:http';

export interface RawResponse {
  readonly status: number;
  readonly json: {
    readonly error?: { readonly code: string; readonly detail?: string };
    readonly [name: string]: unknown;
  };
}

/** Sends a request with the path as it is. `fetch` would remove dot segments. */
export async function rawRequest(
  port: number,
  method: string,
  path: string,
  body?: string,
  options: RequestOptions = {},
): Promise<RawResponse> {
  const headers = { 'x-user': 'ann', 'content-type': 'application/json', ...options.headers };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, host: '127.0.0.1', method, path, ...options, headers }, resolve)
      .on('error', reject)
      .end(body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode!, json: text.startsWith('{') ? JSON.parse(text) : {} };
}
