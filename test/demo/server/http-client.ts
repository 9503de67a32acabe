import type { Hono } from 'hono';
import { origin } from '../../support/test-backend.ts';

interface JsonResponse {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test reads the fields that its route returns.
  readonly body: any;
}

/** An HTTP client of the demo host that keeps the session cookie, like one browser. */
export class HttpClient {
  readonly #app: Hono;
  /** `name=value`, as it is sent. */
  cookie = '';
  /** Sent with each request. */
  headers: Readonly<Record<string, string>> = {};
  /** Of the connection. */
  address: string | undefined;

  constructor(app: Hono) {
    this.#app = app;
  }

  async fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.#app.fetch(
      new Request(`${origin}${path}`, {
        method,
        headers: { origin, ...this.headers, cookie: this.cookie, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      this.address === undefined ? {} : { incoming: { socket: { remoteAddress: this.address } } },
    );
    for (const cookie of response.headers.getSetCookie()) this.#setCookie(cookie.split(';')[0]!);
    return response;
  }

  /** An empty value deletes the cookie. */
  #setCookie(cookie: string): void {
    const [name, value] = cookie.split('=');
    const others = this.cookie.split('; ').filter((other) => other !== '' && !other.startsWith(`${name}=`));
    this.cookie = [...others, ...(value === '' ? [] : [cookie])].join('; ');
  }

  /** Calls a route of the host's API. */
  async call(method: string, path: string, body?: unknown): Promise<JsonResponse> {
    const response = await this.fetch(method, `/api/${path}`, body);
    return { status: response.status, body: await response.json() };
  }

  /** A call whose response is lost: the host has acted on it, and the client keeps its previous cookie. */
  async callAndLoseResponse(method: string, path: string, body?: unknown): Promise<void> {
    const { cookie } = this;
    const { status } = await this.call(method, path, body);
    if (status !== 200) throw new Error(`${method} ${path} returned ${status}`);
    this.cookie = cookie;
  }
}
