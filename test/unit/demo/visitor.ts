import type { Hono } from 'hono';
import { origin } from '../../support/test-backend.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any call.
  readonly body: any;
}

/** A browser of somebody before the demo host: it keeps the cookie of the session. */
export class Visitor {
  readonly #app: Hono;
  /** `name=value`, as it is sent. */
  cookie = '';

  constructor(app: Hono) {
    this.#app = app;
  }

  async fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.#app.fetch(
      new Request(`${origin}${path}`, {
        method,
        headers: { origin, cookie: this.cookie, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    for (const set of response.headers.getSetCookie()) this.cookie = set.split(';')[0]!;
    return response;
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.fetch(method, `/api/${path}`, body);
    return { status: response.status, body: await response.json() };
  }

  /** A call whose answer is lost on the way back: the host has done its part, the browser keeps the cookie it had. */
  async lose(method: string, path: string, body?: unknown): Promise<void> {
    const { cookie } = this;
    const { status } = await this.call(method, path, body);
    if (status !== 200) throw new Error(`refused with ${status}`);
    this.cookie = cookie;
  }
}
